import { expect, it } from 'vitest'
import { createSandboxFixture } from '../../testing/sandbox-fixture.ts'

it('is not there unless asked for', async () => {
  const fixture = createSandboxFixture()
  const { subscriptionId } = fixture.subscription()
  expect((await fixture.call('POST', `/${subscriptionId}/events/redeliver`)).status).toBe(405)
})

it('refuses on a disabled subscription', async () => {
  const fixture = createSandboxFixture({ redeliverAll: 'on' })
  const { subscriptionId } = fixture.subscription({ enabled: false })
  expect((await fixture.call('POST', `/${subscriptionId}/events/redeliver`)).status).toBe(409)
})

it('redelivers every failed event, once a minute', async () => {
  const fixture = createSandboxFixture({ redeliverAll: 'on' })
  const subscription = fixture.subscription()
  for (let i = 0; i < 3; i++) await fixture.failedEvent(subscription)
  const all = () => fixture.call('POST', `/${subscription.subscriptionId}/events/redeliver`)
  expect((await all()).status).toBe(202)
  await fixture.clock.settle()
  expect(fixture.sandbox.state.events.all()).toMatchObject(Array(3).fill({ state: 'success', attempts: 1 }))
  expect((await all()).status).toBe(429)
})
