import { expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { createSandboxFixture, ORIGIN } from '../../testing/sandbox-fixture.ts'

const prepare = () => {
  const fixture = createSandboxFixture()
  const list = (token?: string, customerId = fixture.customer.customerId) =>
    fixture.sandbox.fetch(
      new Request(`${ORIGIN}/${customerId}/webhooks/subscriptions`, {
        headers: token === undefined ? {} : { authorization: token },
      }),
    )
  return { fixture, list }
}

it.each([
  ['no token', undefined],
  ['another scheme', 'Basic YTpi'],
  ['a garbled token', 'Bearer §'],
  ['a token it never gave out', 'Bearer 03v-eeodppPrrHXXIx56pRLyDBaOldDxqEwI59MFCFGVuSkLRapzgmfwmEHyKWle'],
])('refuses %s with 403', async (_, authorization) => {
  const response = await prepare().list(authorization && encodeURI(authorization).replaceAll('%20', ' '))
  expect([response.status, await response.json()]).toEqual([403, apiExample('error-403.assumed.json')])
})

it('refuses a token of another customer, known or not', async () => {
  const { fixture, list } = prepare()
  const token = `Bearer ${await fixture.token()}`
  expect((await list(token, fixture.sandbox.customers[1]?.customerId)).status).toBe(403)
  expect((await list(token, crypto.randomUUID())).status).toBe(403)
  expect((await list(token)).status).toBe(200)
})

it('refuses a token from the moment it expires', async () => {
  const { fixture, list } = prepare()
  const token = `Bearer ${await fixture.token()}`
  await fixture.clock.advance(3_599_999)
  expect((await list(token)).status).toBe(200)
  await fixture.clock.advance(1)
  expect((await list(token)).status).toBe(403)
})

it('takes the token that may do everything', async () => {
  const { fixture, list } = prepare()
  expect((await list(`Bearer ${await fixture.token('*:**')}`)).status).toBe(200)
})

it('refuses a scope that is not for webhooks', async () => {
  const { fixture, list } = prepare()
  const { token } = fixture.sandbox.state.tokens.issue(fixture.customer.customerId, '*:config/**', 60_000)
  expect((await list(`Bearer ${token}`)).status).toBe(403)
})
