import { expect, it } from 'vitest'
import { JwkSet } from '../../contract/upstream/keys.ts'
import { createSandboxFixture, ORIGIN } from '../../testing/sandbox-fixture.ts'

const keysOf = async (customerId: string, seed = 1) =>
  createSandboxFixture({ seed }).sandbox.fetch(new Request(`${ORIGIN}/${customerId}/login/jwk`))

it('does not know other customers', async () => {
  expect((await keysOf(crypto.randomUUID())).status).toBe(404)
})

it('publishes three RSA-2048 keys to anyone, and nothing secret of them', async () => {
  const { sandbox, customer } = createSandboxFixture()
  const response = await sandbox.fetch(new Request(`${ORIGIN}/${customer.customerId}/login/jwk`))
  const { keys } = JwkSet.parse(await response.json())
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3)
  for (const key of keys) {
    expect(key).toMatchObject({
      use: 'sig',
      kty: 'RSA',
      alg: 'RS256',
      e: 'AQAB',
      kid: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    expect(Buffer.from(key.n, 'base64url')).toHaveLength(256)
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  }
})

it('has other keys for other customers and other seeds, the same for the same', async () => {
  const [production, staging] = createSandboxFixture().sandbox.customers
  const kids = async (...of: Parameters<typeof keysOf>) => (await (await keysOf(...of)).json()).keys[0].kid
  const first = await kids(production?.customerId ?? '')
  expect(await kids(production?.customerId ?? '')).toBe(first)
  expect(await kids(staging?.customerId ?? '')).not.toBe(first)
})
