import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const PATH = '/api/environments/production/replay-audiences'
let fixture: ProxyFixture
let crm: SubscriptionRecord
let moved: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
  moved = fixture.subscription({ title: 'Moved' })
})
afterEach(() => fixture.close())

const failedOf = async (subscription: SubscriptionRecord) => ({
  subscriptionId: subscription.subscriptionId,
  eventId: (await fixture.failedEvent(subscription)).id,
})
const ask = (events: unknown, role: 'viewer' | 'operator' = 'operator') =>
  fixture.as(role, 'POST', PATH, { body: { events } })

it('says of each whom its token was made for, and writes nothing', async () => {
  const [same, other] = [await failedOf(crm), await failedOf(moved)]
  fixture.sandbox.state.subscriptions.replace({ ...moved, endpoint: 'https://crm.listener.example/elsewhere' })
  const gone = { ...same, eventId: crypto.randomUUID() }
  const { status, body } = await ask([same, other, gone])
  expect([status, body.audiences]).toEqual([
    200,
    [
      { subscriptionId: crm.subscriptionId, audience: 'same' },
      { subscriptionId: moved.subscriptionId, audience: 'other' },
      { subscriptionId: crm.subscriptionId, audience: null },
    ],
  ])
})

it('looks at twenty at most, and only for who may replay', async () => {
  const event = await failedOf(crm)
  expect((await ask([event], 'viewer')).status).toBe(403)
  expect((await ask([])).status).toBe(400)
  expect((await ask(Array.from({ length: 21 }, () => event))).status).toBe(400)
  expect((await ask(Array.from({ length: 20 }, () => event))).body.audiences).toHaveLength(20)
})
