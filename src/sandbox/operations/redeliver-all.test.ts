import { expect, it } from 'vitest'
import { createBench } from '../../testing/sandbox-parts.ts'

it('is not there unless asked for', async () => {
  const bench = createBench()
  const { subscriptionId } = bench.subscription()
  expect((await bench.call('POST', `/${subscriptionId}/events/redeliver`)).status).toBe(405)
})

it('refuses on a disabled subscription', async () => {
  const bench = createBench({ redeliverAll: 'on' })
  const { subscriptionId } = bench.subscription({ enabled: false })
  expect((await bench.call('POST', `/${subscriptionId}/events/redeliver`)).status).toBe(409)
})

it('redelivers every failed event, once a minute', async () => {
  const bench = createBench({ redeliverAll: 'on' })
  const subscription = bench.subscription()
  for (let i = 0; i < 3; i++) await bench.failedEvent(subscription)
  const all = () => bench.call('POST', `/${subscription.subscriptionId}/events/redeliver`)
  expect((await all()).status).toBe(202)
  await bench.clock.settle()
  expect(bench.sandbox.state.events.all()).toMatchObject(Array(3).fill({ state: 'success', attempts: 1 }))
  expect((await all()).status).toBe(429)
})
