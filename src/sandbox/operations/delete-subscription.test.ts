import { expect, it } from 'vitest'
import { createBench } from '../../testing/sandbox-parts.ts'

it('does not know what is not there', async () => {
  expect((await createBench().call('DELETE', `/${crypto.randomUUID()}`)).status).toBe(404)
})

it('forgets the subscription and its events, and delivers them no more', async () => {
  const bench = createBench()
  const { state } = bench.sandbox
  const [gone, kept] = [bench.subscription(), bench.subscription({ endpoint: 'https://other.listener.example' })]
  state.listeners.set('crm', { does: 'status', status: 500 })
  bench.sandbox.happen({ customer: 'production', type: 'entityCreated', application: 'a', client: 'c' })
  await bench.clock.settle()
  const response = await bench.call('DELETE', `/${gone.subscriptionId}`)
  expect([response.status, await response.text()]).toEqual([204, ''])
  await bench.clock.advance(60_000)
  expect(state.subscriptions.all()).toEqual([kept])
  expect(state.events.all()).toMatchObject([{ subscriptionId: kept.subscriptionId }])
  expect(state.listeners.received('crm')).toHaveLength(1)
  expect((await bench.call('GET', `/${gone.subscriptionId}/events`)).status).toBe(404)
})
