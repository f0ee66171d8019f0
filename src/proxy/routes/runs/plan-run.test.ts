import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'
import { TAKEN } from '../../../testing/runs.ts'

const BASE = '/api/environments/production'
let fixture: ProxyFixture
let crm: SubscriptionRecord
let billing: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
  billing = fixture.subscription({ title: 'Billing', events: ['entityDeleted'] })
  for (let count = 0; count < 3; count++) {
    await fixture.failedEvent(crm)
    await fixture.clock.advance(1000)
  }
  for (const { subscriptionId } of [crm, billing])
    await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${subscriptionId}/events`)
})
afterEach(() => fixture.close())

const now = () => new Date(fixture.clock.now()).toISOString()
const after = (seconds: number) => new Date(fixture.clock.now() + seconds * 1000).toISOString()
const all = (match: object = {}, count = 6) => ({ by: 'match', match, asOf: now(), count })
const plan = async (selection: object, options: object = {}, role: 'viewer' | 'operator' = 'operator') =>
  (await fixture.as(role, 'POST', `${BASE}/plans`, { body: { selection, options } })).body
const failed = async ({ subscriptionId }: SubscriptionRecord): Promise<{ subscriptionId: string; id: string }[]> =>
  (await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${subscriptionId}/events`)).body.items

describe('is refused', () => {
  it('to who may not redeliver', async () => {
    expect(await plan(all(), {}, 'viewer')).toMatchObject({ code: 'role_missing', status: 403 })
  })

  it.each([
    ['an environment that is not there', `/api/environments/nowhere/plans`, 404],
    ['an unknown option', `${BASE}/plans`, 400],
  ])('for %s', async (_, path, status) => {
    const body = { selection: all(), options: status === 400 ? { speed: 'fast' } : {} }
    expect((await fixture.as('operator', 'POST', path, { body })).status).toBe(status)
  })
})

it('of all that match says whose turn is when, and writes nothing', async () => {
  expect(await plan(all())).toMatchObject({
    asOf: now(),
    selected: 6,
    total: 6,
    late: 0,
    endsAt: after(120),
    interval: 60,
    lanes: [
      { title: 'Billing', count: 3, ahead: 0, enabled: true, firstAt: now(), endsAt: after(120) },
      { title: 'CRM', count: 3, ahead: 0, enabled: true, firstAt: now(), endsAt: after(120) },
    ],
    ways: { redelivery: { inTime: 6 }, replay: { inTime: 6, endsAt: after(1), unavailable: null } },
  })
  expect([await fixture.journal(), fixture.asked.filter((call) => call.startsWith('POST'))]).toEqual([[], []])
})

it('of all that match except some gives these no turn, and does not miss them', async () => {
  const except = (await failed(crm)).slice(0, 2).map(({ subscriptionId, id }) => ({ subscriptionId, id }))
  const { turns, ...rest } = await plan({ ...all({}, 4), except })
  expect(rest).toMatchObject({ selected: 4, total: 4, leftOut: { unseen: 0, queued: 0 } })
  const names = new Set(turns.map(({ eventId }: { eventId: string }) => eventId))
  expect([names.size, except.filter(({ id }) => names.has(id))]).toEqual([4, []])
})

it('takes the 5,000 that can be taken out, and no more', async () => {
  const except = Array.from({ length: 5001 }, () => ({ subscriptionId: crm.subscriptionId, id: randomUUID() }))
  expect(await plan({ ...all(), except: except.slice(1) })).toMatchObject({ selected: 6, total: 6 })
  expect(await plan({ ...all(), except })).toMatchObject({ code: 'invalid_request', status: 400 })
})

it('sees what the list saw: nothing that came after it was frozen', async () => {
  const frozen = all()
  await fixture.clock.advance(60_000)
  await fixture.failedEvent(crm)
  expect(await failed(crm)).toHaveLength(4)
  expect(await plan(frozen)).toMatchObject({ selected: 6, total: 6, leftOut: { unseen: 0 } })
})

it('of rows takes each once, and says what became of the others', async () => {
  const [one, two] = await failed(crm)
  if (!one || !two) throw new Error('Two failed')
  const named = ({ subscriptionId, id }: { subscriptionId: string; id: string }) => ({ subscriptionId, id })
  Object.assign(fixture.sandbox.state.events.get(two.id) ?? {}, { state: 'success' })
  await fixture.as('viewer', 'GET', `${BASE}/subscriptions/${two.subscriptionId}/events/${two.id}`)
  const gone = { subscriptionId: crm.subscriptionId, id: randomUUID() }
  expect(await plan({ by: 'events', events: [one, two, one, gone].map(named) })).toMatchObject({
    selected: 3,
    total: 1,
    leftOut: { succeeded: 1, unseen: 1 },
    turns: [{ eventId: one.id, at: now(), late: false }],
  })
})

it('takes the 5,000 rows that can be selected', async () => {
  const events = Array.from({ length: 5000 }, () => ({ subscriptionId: crm.subscriptionId, id: randomUUID() }))
  expect(await plan({ by: 'events', events })).toMatchObject({ selected: 5000, total: 0, leftOut: { unseen: 5000 } })
})

it('comes behind what a run waits for, and leaves that out', async () => {
  const body = { id: randomUUID(), name: 'First', selection: all({ subscription: crm.subscriptionId }, 3), options: {} }
  expect((await fixture.as('operator', 'POST', `${BASE}/runs`, { body })).status).toBe(201)
  await fixture.failedEvent(crm)
  await fixture.clock.advance(15_000)
  await failed(crm)
  expect(await plan(all({}, 7))).toMatchObject({
    total: 4,
    leftOut: { queued: 3 },
    lanes: [{ title: 'Billing' }, { title: 'CRM', count: 1, ahead: 3, firstAt: after(180) }],
  })
})

it('has a run look at once at what it sent and what has failed again since', async () => {
  const { runs } = fixture.store
  const places = [{ id: 'production', interval: 60_000 }]
  const looks = () => runs.claimFollowUps('somebody', places, { leaseFor: 60_000, limit: 9 })
  const body = { id: randomUUID(), name: 'First', selection: all({ subscription: crm.subscriptionId }, 3), options: {} }
  await fixture.as('operator', 'POST', `${BASE}/runs`, { body })
  const [turn] = await runs.claim('somebody', places, { leaseFor: 60_000, limit: 1 })
  if (!turn) throw new Error('One is due')
  await runs.closeTurn(turn, TAKEN)
  expect(await looks()).toEqual([])
  expect(await plan(all())).toMatchObject({ total: 3, leftOut: { queued: 3 } })
  expect(await looks()).toMatchObject([{ eventId: turn.eventId }])
})

it('knows a subscription that is off, and one that is gone', async () => {
  fixture.sandbox.state.subscriptions.replace({ ...crm, enabled: false })
  await fixture.clock.advance(60_000)
  expect((await plan(all())).lanes).toMatchObject([
    { title: 'Billing', enabled: true },
    { title: 'CRM', enabled: false },
  ])
  fixture.sandbox.state.subscriptions.remove(crm.subscriptionId)
  await fixture.clock.advance(60_000)
  expect(await plan(all())).toMatchObject({ total: 3, leftOut: { unseen: 3 } })
})
