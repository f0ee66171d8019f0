import { afterEach, beforeEach, expect, it } from 'vitest'
import { createProxyBench, type ProxyBench } from '../../../testing/bench/proxy.ts'

let bench: ProxyBench
beforeEach(async () => {
  bench = await createProxyBench()
})
afterEach(() => bench.close())

const sendTest = (id: string, role: 'viewer' | 'operator' = 'operator') =>
  bench.as(role, 'POST', `/api/environments/production/subscriptions/${id}/test`, {
    body: { reason: 'after the repair' },
  })
const received = () => bench.sandbox.state.listeners.received('crm')

it('is not for viewers', async () => {
  const { subscriptionId } = bench.subscription()
  expect((await sendTest(subscriptionId, 'viewer')).body.code).toBe('role_missing')
  expect(bench.asked).toEqual([])
})

it('is refused while the subscription is off, and says so', async () => {
  const { subscriptionId } = bench.subscription({ enabled: false })
  const { status, body } = await sendTest(subscriptionId)
  expect([status, body]).toMatchObject([
    409,
    { code: 'subscription_off', title: expect.stringContaining('no test notification') },
  ])
  expect([received(), (await bench.journal())[0]]).toMatchObject([
    [],
    { action: 'subscription.test', outcome: 'refused' },
  ])
})

it('reaches the listener once and is journaled', async () => {
  const { subscriptionId, endpoint } = bench.subscription({ title: 'CRM' })
  const { status, body } = await sendTest(subscriptionId)
  await bench.clock.settle()
  expect([status, body]).toEqual([202, { sentAt: new Date(bench.clock.now()).toISOString() }])
  expect(received()).toMatchObject([{ eventType: 'test' }])
  expect(await bench.journal()).toMatchObject([
    {
      action: 'subscription.test',
      target: { type: 'subscription', id: subscriptionId, title: 'CRM' },
      after: { endpoint },
      reason: 'after the repair',
      outcome: 'done',
      upstreamStatus: 202,
    },
  ])
})

it('is never repeated, whatever became of it', async () => {
  const { subscriptionId } = bench.subscription()
  bench.sandbox.state.faults.add({ method: 'POST', path: '/test', fault: { does: 'reset', when: 'after' } })
  expect((await sendTest(subscriptionId)).body.code).toBe('outcome_unknown')
  await bench.clock.settle()
  expect([received().length, (await bench.journal())[0]?.outcome]).toEqual([1, 'unknown'])
})
