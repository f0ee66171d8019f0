import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../contract/durations.ts'
import { Overview } from '../../../contract/overview.ts'
import type { Role } from '../../../contract/role.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const BASE = '/api/environments/production'
let fixture: ProxyFixture
let crm: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
})
afterEach(() => fixture.close())

const overview = async (query = '', role: Role = 'viewer'): Promise<Overview> => {
  const { status, body } = await fixture.as(role, 'GET', `${BASE}/overview${query}`)
  expect(status).toBe(200)
  return Overview.parse(body)
}
/** Looks until everything is read. */
const readAll = () =>
  vi.waitFor(async () => {
    const found = await overview()
    expect(found.freshness).toMatchObject({ complete: true, unread: 0, syncing: false })
    return found
  })
const happen = async () => {
  const { clock, customer, sandbox } = fixture
  sandbox.happen({ customer: customer.id, type: 'entityDeleted', application: 'app', client: 'client' })
  await clock.settle()
}
const switchTo = async (enabled: boolean, reason?: string) => {
  const { body } = await fixture.as('operator', 'GET', `${BASE}/subscriptions/${crm.subscriptionId}`)
  const { status } = await fixture.as('operator', 'PATCH', `${BASE}/subscriptions/${crm.subscriptionId}`, {
    body: { enabled, ...(reason && { reason }) },
    headers: { 'if-match': `"${body.version}"` },
  })
  expect(status).toBe(200)
}

describe('the overview', () => {
  it('is nobody’s who is not signed in, and of an environment that exists', async () => {
    expect((await fixture.as(undefined, 'GET', `${BASE}/overview`)).body).toMatchObject({ code: 'signed_out' })
    const nowhere = await fixture.as('viewer', 'GET', '/api/environments/nowhere/overview')
    expect(nowhere.body).toMatchObject({ code: 'not_found' })
    expect((await fixture.as('viewer', 'GET', `${BASE}/overview?look=twice`)).body.code).toBe('invalid_request')
  })

  it('says that nothing was read, and has it read; a glance has nothing read', async () => {
    fixture.asked.length = 0
    expect((await overview('?look=glance')).freshness).toMatchObject({ unread: 1, syncing: false, complete: false })
    expect(fixture.asked.filter((call) => call.includes('/events'))).toEqual([])
    expect((await overview()).freshness).toMatchObject({ unread: 1, syncing: true, complete: false })
    await happen()
    expect(await readAll()).toMatchObject({
      environment: 'production',
      subscriptions: { all: 1, on: 1, missing: 0 },
      behind: { count: 0 },
      failed: 0,
      failing: { count: 0, items: [] },
      troubles: [],
    })
  })

  it('tells a listener that fails, with its answer, since when, and how much', async () => {
    await happen()
    await fixture.clock.advance(HOUR)
    const failedFrom = fixture.clock.now()
    await fixture.failedEvent(crm)
    await fixture.clock.advance(60_000)
    await fixture.failedEvent(crm)
    const { failing, failed, undelivered, lastDeliveredAt } = await readAll()
    expect(failing).toMatchObject({
      count: 1,
      items: [{ title: 'CRM', failed: 2, answer: { delivered: false, status: 302, cause: 'redirect' } }],
    })
    expect(Math.abs(Date.parse(failing.items[0]?.since ?? '') - failedFrom)).toBeLessThan(1_000)
    expect([failed, undelivered.count]).toEqual([2, 0])
    expect(lastDeliveredAt).not.toBeNull()

    await fixture.clock.advance(60_000)
    await happen()
    await vi.waitFor(async () => expect((await overview()).failing.count).toBe(0))
    expect((await overview()).undelivered).toMatchObject({ count: 1, items: [{ title: 'CRM', failed: 2 }] })
  })

  it('counts what expires within a day, and what of it can be sent', async () => {
    await fixture.failedEvent(crm)
    await readAll()
    expect((await overview()).expiring).toMatchObject({ count: 0, soonest: null })
    // Days later the session is over: another person looks.
    await fixture.clock.advance(6 * DAY + HOUR)
    expect((await overview('', 'operator')).expiring).toMatchObject({
      ...{ count: 1, sendable: 1 },
      subscriptions: { count: 1, items: [{ id: crm.subscriptionId, title: 'CRM' }] },
    })
    await switchTo(false)
    expect((await overview('', 'operator')).expiring).toMatchObject({ count: 1, sendable: 0 })
  })

  it('tells what is off and recording, by whom and why', async () => {
    await switchTo(false, 'Maintenance')
    expect((await readAll()).off.count).toBe(0)
    await happen()
    await fixture.clock.advance(61_000)
    await vi.waitFor(async () => expect((await overview()).off.count).toBe(1))
    expect((await overview()).off.items).toMatchObject([
      { title: 'CRM', failed: 1, turnedOff: { by: 'Name of operator', reason: 'Maintenance' } },
    ])
    expect((await overview()).failing.count).toBe(0)
  })

  it('tells a run that was paused, and no longer when it goes on', async () => {
    const event = await fixture.failedEvent(crm)
    await readAll()
    const events = [{ subscriptionId: crm.subscriptionId, id: event.id }]
    const id = randomUUID()
    const body = { id, selection: { by: 'events', events }, options: {}, name: 'After the outage' }
    await fixture.as('operator', 'POST', `${BASE}/runs`, { body })
    expect((await overview()).runs).toEqual({ active: 1, stopped: [] })
    await fixture.as('operator', 'POST', `${BASE}/runs/${id}/pause`, { body: {} })
    expect((await overview()).runs.stopped).toMatchObject([{ id, name: 'After the outage', state: 'paused', left: 1 }])
    await fixture.as('operator', 'POST', `${BASE}/runs/${id}/resume`, { body: {} })
    expect((await overview()).runs.stopped).toEqual([])
  })

  it('tells credentials that are refused, and of the stored events nothing that it does not know', async () => {
    fixture.sandbox.state.tokens.revoke()
    fixture.sandbox.state.faults.add({ method: 'POST', path: '/login/token', fault: { does: 'status', status: 401 } })
    const { troubles, subscriptions, freshness } = await overview()
    expect(troubles).toMatchObject([{ code: 'credentials', title: expect.stringContaining('credentials') }])
    expect([subscriptions, freshness.complete]).toEqual([null, false])
  })

  it('tells what has not been read for long', async () => {
    await readAll()
    // The viewer's session is over by then: another person looks.
    await fixture.clock.advance(2 * HOUR)
    expect((await overview('?look=glance', 'operator')).behind).toMatchObject({ count: 1, problem: null })
    fixture.sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 500 } })
    await vi.waitFor(async () => expect((await overview('', 'operator')).behind.problem).not.toBeNull())
  })
})
