import { afterEach, beforeEach, expect, it } from 'vitest'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

let fixture: ProxyFixture
beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

const sendTest = (id: string, role: 'viewer' | 'operator' = 'operator') =>
  fixture.as(role, 'POST', `/api/environments/production/subscriptions/${id}/test`, {
    body: { reason: 'after the repair' },
  })
const received = () => fixture.sandbox.state.listeners.received('crm')

it('is not for viewers', async () => {
  const { subscriptionId } = fixture.subscription()
  expect((await sendTest(subscriptionId, 'viewer')).body.code).toBe('role_missing')
  expect(fixture.asked).toEqual([])
})

it('is refused while the subscription is off, and says so', async () => {
  const { subscriptionId } = fixture.subscription({ enabled: false })
  const { status, body } = await sendTest(subscriptionId)
  expect([status, body]).toMatchObject([
    409,
    { code: 'subscription_off', title: expect.stringContaining('no test notification') },
  ])
  expect([received(), (await fixture.journal())[0]]).toMatchObject([
    [],
    { action: 'subscription.test', outcome: 'refused' },
  ])
})

it('reaches the listener once and is journaled', async () => {
  const { subscriptionId, endpoint } = fixture.subscription({ title: 'CRM' })
  const { status, body } = await sendTest(subscriptionId)
  await fixture.clock.settle()
  expect([status, body]).toEqual([202, { sentAt: new Date(fixture.clock.now()).toISOString() }])
  expect(received()).toMatchObject([{ eventType: 'test' }])
  expect(await fixture.journal()).toMatchObject([
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
  const { subscriptionId } = fixture.subscription()
  fixture.sandbox.state.faults.add({ method: 'POST', path: '/test', fault: { does: 'reset', when: 'after' } })
  expect((await sendTest(subscriptionId)).body.code).toBe('outcome_unknown')
  await fixture.clock.settle()
  expect([received().length, (await fixture.journal())[0]?.outcome]).toEqual([1, 'unknown'])
})

it('is refused a second time while it is not certain what came of the first', async () => {
  const [{ subscriptionId }, other] = [fixture.subscription(), fixture.subscription({ title: 'Other' })]
  fixture.sandbox.state.faults.add({
    method: 'POST',
    path: '/test',
    fault: { does: 'reset', when: 'after' },
    times: 1,
  })
  const certain = new Date(fixture.clock.now() + 600_000).toISOString().slice(11, 16)
  const words = expect.stringContaining(`It is certain at ${certain} UTC`)
  expect((await sendTest(subscriptionId)).body).toMatchObject({ code: 'outcome_unknown', remedy: words })
  const { status, body } = await sendTest(subscriptionId)
  expect([status, body]).toMatchObject([409, { code: 'outcome_unknown', remedy: words }])
  expect((await sendTest(other.subscriptionId)).status).toBe(202)
  await fixture.clock.advance(600_001)
  expect((await sendTest(subscriptionId)).status).toBe(202)
})
