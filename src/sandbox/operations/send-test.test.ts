import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createBench } from '../../testing/sandbox-parts.ts'

it('refuses an unknown and a disabled subscription', async () => {
  const bench = createBench()
  expect((await bench.call('POST', `/${crypto.randomUUID()}/test`)).status).toBe(404)
  const { subscriptionId } = bench.subscription({ enabled: false })
  expect((await bench.call('POST', `/${subscriptionId}/test`)).status).toBe(409)
  expect(bench.sandbox.state.listeners.received()).toEqual([])
})

it('sends a test past the filter, stores nothing and does not repeat it', async () => {
  const bench = createBench()
  const filter = { properties: {}, additionalProperties: false }
  const { subscriptionId, endpoint } = bench.subscription({ filter })
  bench.sandbox.state.listeners.set('crm', { does: 'status', status: 503 })
  const response = await bench.call('POST', `/${subscriptionId}/test`)
  expect([response.status, await response.text()]).toEqual([202, ''])
  await bench.clock.advance(60_000)

  const [received, ...more] = bench.sandbox.state.listeners.received('crm')
  expect(more).toEqual([])
  expect(received?.headers).toMatchObject({ 'Content-Type': 'application/secevent+jwt' })
  expect(decodeJwt(received?.payload ?? '')).toMatchObject({
    aud: [endpoint],
    events: { test: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
  })
  expect(bench.sandbox.state.events.all()).toEqual([])
})
