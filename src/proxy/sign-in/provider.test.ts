import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { SignInSetting } from '../../config/config.ts'
import { Secret } from '../../config/secret.ts'
import { createProvider, type SignInProof } from './provider.ts'

const ISSUER = 'https://id.example/realm'
const HOME = 'https://console.example'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
let published: Keys
let foreign: Keys
let clock: number
/** The statements of the provider about itself and the person, which a test may bend. */
let says: { issuer: string; metadata: object; idToken: JWTPayload; userinfo: JWTPayload; signedBy: Keys }
let calls: { url: string; authorization: string | null; body: string }[]

beforeAll(async () => {
  ;[published, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
})
beforeEach(() => {
  clock = Date.now()
  calls = []
  says = { issuer: ISSUER, metadata: {}, idToken: { roles: ['operator'] }, userinfo: {}, signedBy: published }
})

const answer = async (path: string, nonce: string): Promise<object | undefined> => {
  const { issuer } = says
  switch (path) {
    case '/.well-known/openid-configuration':
      return {
        issuer,
        authorization_endpoint: `${ISSUER}/authorize`,
        token_endpoint: `${ISSUER}/token`,
        userinfo_endpoint: `${ISSUER}/userinfo`,
        jwks_uri: `${ISSUER}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        ...says.metadata,
      }
    case '/keys':
      return { keys: [{ ...(await exportJWK(published.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] }
    case '/userinfo':
      return { sub: 'ada', ...says.userinfo }
    case '/token': {
      const now = Math.floor(Date.now() / 1000)
      const claims = { nonce, sub: 'ada', iss: issuer, aud: 'console', iat: now, exp: now + 300, ...says.idToken }
      const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' })
      return {
        access_token: 'an-access-token',
        token_type: 'Bearer',
        id_token: await jwt.sign(says.signedBy.privateKey),
      }
    }
    default:
      return undefined
  }
}

const providerWith = (signIn: Partial<SignInSetting> = { clientSecret: new Secret('s3:cret') }) => {
  let proof: SignInProof
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { origin, pathname } = new URL(request.url)
    calls.push({
      url: request.url,
      authorization: request.headers.get('authorization'),
      body: await request.clone().text(),
    })
    const path = `${origin}${pathname}`.replace(ISSUER, '').replace(/\/{2,}/g, '/')
    const reply = await answer(path, proof?.nonce ?? '')
    return reply ? Response.json(reply) : new Response(null, { status: 404 })
  }
  const setting = {
    issuer: ISSUER,
    clientId: 'console',
    scopes: ['openid'],
    roleClaim: 'roles',
    roles: { operator: 'operator' as const },
  }
  const provider = createProvider({ publicUrl: HOME, signIn: { ...setting, ...signIn }, fetch, now: () => clock })
  proof = provider.newProof()
  const finish = () => provider.finish(new URL(`${HOME}/auth/callback?code=c&state=${proof.state}`), proof)
  return { provider, proof, finish }
}
const calledFor = (end: string) => calls.filter(({ url }) => new URL(url).pathname.endsWith(end))

it('takes the claims of a token that is signed, meant for us and fresh', async () => {
  const { claims } = await providerWith().finish()
  expect(claims).toMatchObject({ sub: 'ada', roles: ['operator'] })
})

it.each<[string, Partial<JWTPayload>]>([
  ['another client is meant', { aud: 'else' }],
  ['another provider wrote', { iss: 'https://evil.example' }],
  ['another sign-in asked for', { nonce: 'else' }],
  ['that is past its end', { exp: 1 }],
  ['that names nobody', { sub: '' }],
  ['that names a blank', { sub: ' ' }],
  ['that was made for another client', { azp: 'else' }],
  ['that is older than ten minutes', { iat: Math.floor(Date.now() / 1000) - 660 }],
  [
    'that is from tomorrow',
    { iat: Math.floor(Date.now() / 1000) + 86_400, exp: Math.floor(Date.now() / 1000) + 90_000 },
  ],
])('refuses a token %s', async (_, bent) => {
  says.idToken = { roles: ['operator'], ...bent }
  await expect(providerWith().finish()).rejects.toThrow()
})

it('takes a token that names this client, from a clock a little off', async () => {
  says.idToken = { roles: ['operator'], azp: 'console', iat: Math.floor(Date.now() / 1000) - 120 }
  expect((await providerWith().finish()).claims.azp).toBe('console')
})

it('refuses a token that another key signed', async () => {
  says.signedBy = foreign
  await expect(providerWith().finish()).rejects.toThrow()
})

it('takes the claims of the token and of the user info together', async () => {
  says.idToken = { name: 'Ada', roles: ['staff'] }
  says.userinfo = { roles: 'operator', name: 'Somebody' }
  const { claims, sources } = await providerWith().finish()
  expect(claims).toMatchObject({ roles: ['staff'], name: 'Ada' })
  expect(sources).toMatchObject([{ roles: ['staff'] }, { roles: 'operator' }])
  expect(calledFor('/userinfo')[0]?.authorization).toBe('Bearer an-access-token')
})

it('does without the user info where the token alone gives a role', async () => {
  says.userinfo = { sub: 'somebody-else' }
  expect((await providerWith().finish()).sources).toMatchObject([{ roles: ['operator'] }, {}])
  says.idToken = { roles: ['staff'] }
  await expect(providerWith().finish()).rejects.toThrow()
})

it('proves who the console is the way the provider wants it', async () => {
  const sent = async () => {
    calls = []
    await providerWith().finish()
    const [call] = calledFor('/token')
    return [call?.authorization, new URLSearchParams(call?.body).get('client_secret')]
  }
  const basic = `Basic ${Buffer.from('console:s3%3Acret').toString('base64')}`
  expect(await sent()).toEqual([basic, null])
  says.metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
  expect(await sent()).toEqual([null, 's3:cret'])
})

it('proves it with the secret as it is now, though it was renewed since the provider was asked what it is', async () => {
  const clientSecret = new Secret('old')
  const { provider, finish } = providerWith({ clientSecret })
  await finish()
  clientSecret.renew(new Secret('new'))
  await provider.endSession('ada')
  await finish()
  const sent = calledFor('/token').map(({ authorization }) => atob(authorization?.split(' ')[1] ?? ''))
  expect(sent).toEqual(['console:old', 'console:new'])
})

it.each([
  ['rsa', { modulusLength: 2048 }, ['RS256', 'PS256'], 'RS256'],
  ['rsa', { modulusLength: 2048 }, ['PS256'], 'PS256'],
  ['ec', { namedCurve: 'P-384' }, ['RS256'], 'ES384'],
  ['ed25519', {}, undefined, 'Ed25519'],
])('signs with a key (%s %j) an assertion for the provider', async (type, options, taken, alg) => {
  const generate = generateKeyPairSync as (
    type: string,
    options: object,
  ) => { privateKey: KeyObject; publicKey: KeyObject }
  const { privateKey, publicKey } = generate(type, options)
  says.metadata = { token_endpoint_auth_signing_alg_values_supported: taken }
  const clientKey = new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  await providerWith({ clientKey, clientKeyId: 'ours' }).finish()
  const [call] = calledFor('/token')
  const body = new URLSearchParams(call?.body)
  const { payload, protectedHeader } = await jwtVerify(body.get('client_assertion') ?? '', publicKey)
  expect([call?.authorization, body.get('client_secret'), protectedHeader]).toEqual([null, null, { alg, kid: 'ours' }])
  expect(payload).toMatchObject({ iss: 'console', sub: 'console', aud: ISSUER, jti: expect.any(String) })
})

it('does without a secret where the client has none', async () => {
  await providerWith({}).finish()
  const [call] = calledFor('/token')
  const body = new URLSearchParams(call?.body)
  expect([call?.authorization, body.get('client_id'), body.get('client_secret')]).toEqual([null, 'console', null])
})

it('knows a provider whose name ends in a slash', async () => {
  says.issuer = `${ISSUER}/`
  await expect(providerWith().finish()).resolves.toMatchObject({ claims: { sub: 'ada' } })
})

it('does not take another provider for the one that was meant', async () => {
  says.issuer = 'https://evil.example'
  const { provider, proof } = providerWith()
  await expect(provider.start(proof)).rejects.toThrow('issuer')
})

it('speaks http to nobody but this machine', async () => {
  const { provider, proof } = providerWith({ issuer: 'http://id.example' })
  await expect(provider.start(proof)).rejects.toThrow('HTTPS')
  expect(calls).toEqual([])
})

it('asks what the provider is once an hour, once for all who wait, and holds on to it while it is silent', async () => {
  const { provider, proof } = providerWith()
  await Promise.all([provider.start(proof), provider.start(proof)])
  await provider.start(proof)
  expect(calls).toHaveLength(1)
  clock += 3600_000
  says.issuer = 'https://evil.example'
  expect((await provider.start(proof)).href).toContain(`${ISSUER}/authorize`)
  expect(calls.length).toBeGreaterThan(1)
})

it('knows no way to sign out where the provider has none', async () => {
  const { provider } = providerWith()
  expect(await provider.endSession('ada')).toBeUndefined()
})
