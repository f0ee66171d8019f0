import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose'
import { beforeAll, expect, it } from 'vitest'
import { BadLogoutToken, checkLogoutToken } from './logout-token.ts'

const ISSUER = 'https://id.example'
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const now = () => Math.floor(Date.now() / 1000)

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
let published: Keys
let foreign: Keys
let keys: JWTVerifyGetKey

beforeAll(async () => {
  ;[published, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(published.publicKey)), kid: 'one', alg: 'RS256' }] })
})

const check = async (claims: object, header: Partial<JWTHeaderParameters> = {}, by = published.privateKey) => {
  const usual = { iss: ISSUER, aud: 'console', iat: now(), exp: now() + 120, jti: 'j', events: EVENTS }
  const all = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined)
  const jwt = new SignJWT(Object.fromEntries(all)).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
  const checks = { keys, issuer: ISSUER, clientId: 'console', algorithms: ['RS256'], fresh: 600 }
  return checkLogoutToken(await jwt.sign(by), checks)
}

it.each<[object, object]>([
  [{ sub: 'ada' }, {}],
  [{ sid: 'p-1' }, { typ: 'logout+jwt' }],
  [{ sub: 'ada', sid: 'p-1', aud: ['else', 'console'] }, { typ: 'JWT' }],
  [{ sub: 'ada', exp: undefined, iat: now() - 300 }, {}],
  [{ sub: 'ada', events: { ...EVENTS, 'urn:another': 1 } }, { typ: 'application/logout+jwt' }],
])('takes %j', async (claims, header) => {
  const { sub, sid } = claims as { sub?: string; sid?: string }
  expect(await check(claims, header)).toEqual({ jti: 'j', sub, sid })
})

it.each<[string, object, object?]>([
  ['another issuer', { sub: 'ada', iss: 'https://evil.example' }],
  ['another audience', { sub: 'ada', aud: 'else' }],
  ['no audience', { sub: 'ada', aud: undefined }],
  ['no time', { sub: 'ada', iat: undefined }],
  ['an old time', { sub: 'ada', iat: now() - 660, exp: undefined }],
  ['a time to come', { sub: 'ada', iat: now() + 660, exp: now() + 800 }],
  ['an end long ago', { sub: 'ada', exp: now() - 660 }],
  ['no event', { sub: 'ada', events: undefined }],
  ['another event', { sub: 'ada', events: { 'urn:another': {} } }],
  ['an event that is no object', { sub: 'ada', events: { [Object.keys(EVENTS)[0] ?? '']: true } }],
  ['a nonce, as an ID token has', { sub: 'ada', nonce: 'n' }],
  ['neither person nor session', {}],
  ['a blank person', { sub: ' ' }],
  ['no jti', { sub: 'ada', jti: undefined }],
  ['the type of an access token', { sub: 'ada' }, { typ: 'at+jwt' }],
  ['an unknown key', { sub: 'ada' }, { kid: 'two' }],
])('refuses a token with %s', async (_, claims, header = {}) => {
  await expect(check(claims, header)).rejects.toThrow(BadLogoutToken)
})

it('refuses a signature of another, none at all, and an algorithm that was not agreed', async () => {
  await expect(check({ sub: 'ada' }, {}, foreign.privateKey)).rejects.toThrow(BadLogoutToken)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = part({ iss: ISSUER, aud: 'console', iat: now(), jti: 'j', events: EVENTS, sub: 'ada' })
  const checks = { keys, issuer: ISSUER, clientId: 'console', fresh: 600 }
  for (const [token, algorithms] of [
    [`${part({ alg: 'none' })}.${claims}.`, ['RS256', 'none']],
    [`${part({ alg: 'HS256', kid: 'one' })}.${claims}.c2ln`, ['RS256', 'HS256']],
    [`${part({ alg: 'RS256', kid: 'one' })}.${claims}.c2ln`, ['ES256']],
    ['no token', ['RS256']],
  ] as const)
    await expect(checkLogoutToken(token, { ...checks, algorithms })).rejects.toThrow(BadLogoutToken)
})

it('tells a provider that cannot be reached from a bad token', async () => {
  const jwt = new SignJWT({}).setProtectedHeader({ alg: 'RS256' })
  const failing: JWTVerifyGetKey = () => Promise.reject(new TypeError('fetch failed'))
  const checks = { keys: failing, issuer: ISSUER, clientId: 'console', algorithms: ['RS256'], fresh: 600 }
  await expect(jwt.sign(published.privateKey).then((token) => checkLogoutToken(token, checks))).rejects.toThrow(
    TypeError,
  )
})
