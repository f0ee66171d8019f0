import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type JwkSet, readKeys } from '../contract/upstream/keys.ts'
import { apiExample } from '../testing/api-example.ts'
import { refusalOfFault } from './answers/refusal-of-fault.ts'
import { UpstreamFault } from './transport/fault.ts'
import type { Upstream } from './upstream.ts'
import { createTokenVerifier } from './verify-token.ts'

const published: JwkSet = apiExample('jwk-200.json')
const { compact, payload: claims } = apiExample('set-entityUpdated.json')

const environment = {
  baseUrl: 'https://v1.api.us.janrain.com',
  customerId: '00000000-0000-0000-0000-000000000000',
}
const ENDPOINT = 'https://listener.example.com/path/to/endpoint'

/** Keys that are another set each time they are read, the last one again and again. */
const setUp = (...sets: JwkSet[]) => {
  const clock = { now: 0 }
  const left = [...sets]
  const keys = vi.fn<Upstream['keys']>(async () => readKeys((left.length > 1 ? left.shift() : left[0]) ?? { keys: [] }))
  return { clock, keys, verify: createTokenVerifier({ environment, keys, now: () => clock.now }) }
}

let pair: Awaited<ReturnType<typeof generateKeyPair>>
let own: JwkSet
beforeAll(async () => {
  pair = await generateKeyPair('RS256')
  const { n = '', e = '' } = await exportJWK(pair.publicKey)
  own = { keys: [{ kty: 'RSA', kid: 'own', n, e }] }
})
const signed = (body: object, header: object = {}) =>
  new CompactSign(Buffer.from(JSON.stringify(body)))
    .setProtectedHeader({ alg: 'RS256', kid: 'own', ...header })
    .sign(pair.privateKey)
const tampered = (token: string, change: object) => {
  const [header, , signature] = token.split('.')
  return [header, Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url'), signature].join('.')
}
const checked = async (token: string, endpoint = ENDPOINT, keys = own) =>
  (await setUp(keys).verify(token, endpoint))?.verification

it.each(['set-entityCreated.json', 'set-entityUpdated.json', 'set-entityDeleted.json', 'set-test.json'])(
  'verifies the documented %s',
  async (file) => {
    const token = await setUp(published).verify(apiExample(file).compact, ENDPOINT)
    expect(token?.verification).toMatchObject({ result: 'verified', keyId: expect.stringMatching(/^[\da-f]{40}$/) })
    expect(token?.claims).toEqual(apiExample(file).payload)
  },
)

it('verifies a token of the early kind', async () => {
  const early = apiExample('set-entityUpdated.legacy-variant.json').payload
  expect(await checked(await signed({ ...early, aud: ENDPOINT }))).toMatchObject({ result: 'verified' })
})

describe('a token of an issuer that nobody told of (API 17)', () => {
  it.each([
    ['another host', { iss: 'https://elsewhere.example/webhooks' }, 'the issuer https://elsewhere.example/webhooks'],
    ['the oldest one', { iss: 'Akamai Identity Cloud' }, 'the issuer Akamai Identity Cloud'],
    ['none', { iss: undefined }, 'no issuer'],
    ['another kind', { iss: 7 }, 'no issuer'],
  ])('is signed as it should be: %s', async (_, change, words) => {
    expect(await checked(await signed({ ...claims, ...change }))).toMatchObject({
      result: 'other-issuer',
      explanation: expect.stringContaining(words),
    })
  })

  it('is verified once the configuration names it, and so is the documented one', async () => {
    const issuer = 'Akamai Identity Cloud'
    const keys = async () => readKeys(own)
    const verify = createTokenVerifier({ environment: { ...environment, issuer }, keys, now: () => 0 })
    for (const iss of [issuer, claims.iss])
      expect((await verify(await signed({ ...claims, iss }), ENDPOINT))?.verification.result).toBe('verified')
  })
})

describe('a token without a key id', () => {
  it('is tried with every key, and one with an id with those that have none', async () => {
    const unnamed: JwkSet = JSON.parse(
      JSON.stringify({ keys: [...published.keys, { ...own.keys[0], kid: undefined }] }),
    )
    for (const header of [{ kid: undefined }, { kid: 'own' }])
      expect(await checked(await signed(claims, header), ENDPOINT, unnamed)).toMatchObject({
        result: 'verified',
        keyId: header.kid ?? null,
      })
    expect(await checked(await signed(claims, { kid: undefined }), ENDPOINT, published)).toMatchObject({
      result: 'invalid',
      explanation: expect.stringContaining('signature does not match'),
    })
  })
})

it('reads a token of which claims are missing or odd, and judges what is there', async () => {
  const odd = { ...claims, iat: 'soon', jti: null, events: 'none', toe: {} }
  expect(await setUp(own).verify(await signed(odd), ENDPOINT)).toMatchObject({ verification: { result: 'verified' } })
})

describe('what is not genuine', () => {
  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['changed claims', () => tampered(compact, { iat: 1 }), /signature does not match/],
    ['another audience', () => signed({ ...claims, aud: ['https://other.example/'] }), /another listener/],
    ['no audience', () => signed({ ...claims, aud: [] }), /another listener/],
  ])('%s', async (name, make, words) => {
    const verification = await checked(await make(), ENDPOINT, name === 'changed claims' ? published : own)
    expect(verification).toMatchObject({ result: 'invalid', explanation: expect.stringMatching(words) })
  })

  it('no signature', async () => {
    const none = [{ alg: 'none', kid: 'own' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    expect(await checked(`${none.join('.')}.`)).toMatchObject({
      result: 'invalid',
      explanation: expect.stringMatching(/none/),
    })
  })

  it('a signature by another algorithm, with the public key as its secret', async () => {
    const token = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'HS256', kid: 'own' })
      .sign(Buffer.from(own.keys[0]?.n ?? '', 'base64url'))
    expect(await checked(token)).toMatchObject({ result: 'invalid', explanation: expect.stringMatching(/HS256/) })
  })

  it('a cut token', async () => {
    const [header, body] = compact.split('.')
    expect(await checked(`${header}.${body}`, ENDPOINT, published)).toMatchObject({ result: 'invalid' })
  })
})

describe('keys', () => {
  it('are read again once for an unknown id, then not for a minute', async () => {
    const { verify, keys, clock } = setUp(published, own)
    expect((await verify(await signed(claims), ENDPOINT))?.verification.result).toBe('verified')
    expect(keys.mock.calls).toEqual([[], [{ fresh: true }]])
    const stranger = await signed(claims, { kid: 'stranger' })
    expect((await verify(stranger, ENDPOINT))?.verification).toMatchObject({
      result: 'unchecked',
      explanation: expect.stringMatching(/not among the published/),
      keyId: 'stranger',
    })
    expect(keys).toHaveBeenCalledTimes(3)
    clock.now = 60_000
    await verify(stranger, ENDPOINT)
    expect(keys).toHaveBeenCalledTimes(5)
  })

  it('that cannot be read leave the token unchecked, and say why', async () => {
    const { verify, keys } = setUp()
    keys.mockRejectedValue(refusalOfFault(new UpstreamFault('unsent'), 'keys'))
    expect((await verify(compact, ENDPOINT))?.verification).toMatchObject({
      result: 'unchecked',
      explanation: expect.stringMatching(/cannot be reached/),
    })
    keys.mockRejectedValue(new Error('hunter2'))
    expect((await verify(compact, ENDPOINT))?.verification.explanation).not.toContain('hunter2')
  })

  it('for another use, or that are none, do not count', async () => {
    const token = await signed(claims)
    const [key] = own.keys
    if (!key) throw new Error('no key')
    expect(await checked(token, ENDPOINT, { keys: [{ ...key, use: 'enc' }] })).toMatchObject({ result: 'unchecked' })
    expect(await checked(token, ENDPOINT, { keys: [{ ...key, n: 'AQAB' }] })).toMatchObject({ result: 'unchecked' })
  })
})

it('takes addresses that differ in spelling only for the same', async () => {
  const token = await signed({ ...claims, aud: 'https://Listener.example.com:443' })
  expect(await checked(token, 'https://listener.example.com/')).toMatchObject({ result: 'verified' })
})

it.each(['', 'a', 'a.b.c', '..', 'e30.e30.e30', 'null', `${'x'.repeat(9999)}.y.z`])(
  'gives null for %j',
  async (token) => {
    expect(await setUp(published).verify(token, ENDPOINT)).toBeNull()
  },
)
