import { expect, it } from 'vitest'
import { readExample } from '../../testing/api-example.ts'
import { createBench, ORIGIN } from '../../testing/sandbox-parts.ts'

const prepare = () => {
  const bench = createBench()
  const list = (token?: string, customerId = bench.customer.customerId) =>
    bench.sandbox.fetch(
      new Request(`${ORIGIN}/${customerId}/webhooks/subscriptions`, {
        headers: token === undefined ? {} : { authorization: token },
      }),
    )
  return { bench, list }
}

it.each([
  ['no token', undefined],
  ['another scheme', 'Basic YTpi'],
  ['a garbled token', 'Bearer §'],
  ['a token it never gave out', 'Bearer 03v-eeodppPrrHXXIx56pRLyDBaOldDxqEwI59MFCFGVuSkLRapzgmfwmEHyKWle'],
])('refuses %s with 403', async (_, authorization) => {
  const response = await prepare().list(authorization && encodeURI(authorization).replaceAll('%20', ' '))
  expect([response.status, await response.json()]).toEqual([403, readExample('error-403.assumed.json')])
})

it('refuses a token of another customer, known or not', async () => {
  const { bench, list } = prepare()
  const token = `Bearer ${await bench.token()}`
  expect((await list(token, bench.sandbox.customers[1]?.customerId)).status).toBe(403)
  expect((await list(token, crypto.randomUUID())).status).toBe(403)
  expect((await list(token)).status).toBe(200)
})

it('refuses a token from the moment it expires', async () => {
  const { bench, list } = prepare()
  const token = `Bearer ${await bench.token()}`
  await bench.clock.advance(3_599_999)
  expect((await list(token)).status).toBe(200)
  await bench.clock.advance(1)
  expect((await list(token)).status).toBe(403)
})

it('takes the token that may do everything', async () => {
  const { bench, list } = prepare()
  expect((await list(`Bearer ${await bench.token('*:**')}`)).status).toBe(200)
})

it('refuses a scope that is not for webhooks', async () => {
  const { bench, list } = prepare()
  const { token } = bench.sandbox.state.tokens.issue(bench.customer.customerId, '*:config/**', 60_000)
  expect((await list(`Bearer ${token}`)).status).toBe(403)
})
