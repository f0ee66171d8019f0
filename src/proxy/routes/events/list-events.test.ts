import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

let fixture: ProxyFixture
let subscription: SubscriptionRecord
let event: { id: string }
let base: string

beforeEach(async () => {
  fixture = await createProxyFixture()
  subscription = fixture.subscription({ title: 'CRM' })
  event = await fixture.failedEvent(subscription)
  base = `/api/environments/production/subscriptions/${subscription.subscriptionId}/events`
})
afterEach(() => fixture.close())

const list = async (query = '') => (await fixture.as('viewer', 'GET', base + query)).body
const detail = async (id = event.id) => (await fixture.as('viewer', 'GET', `${base}/${id}`)).body

describe('the list', () => {
  it('is read when it is older than 15 seconds, and says how fresh it is', async () => {
    const body = await list()
    expect(body.items).toMatchObject([{ id: event.id, state: 'failure', listenerStatus: 302, cause: 'redirect' }])
    expect(body).toMatchObject({
      total: 1,
      older: null,
      newer: null,
      freshness: { complete: true, read: 1, problem: null },
    })
    const calls = fixture.asked.length
    await list()
    expect(fixture.asked).toHaveLength(calls)
    await fixture.clock.advance(15_000)
    const another = await fixture.failedEvent(subscription)
    expect((await list()).items.map(({ id }: { id: string }) => id)).toEqual([another.id, event.id])
  })

  it('says of how many it could not read, and holds the others', async () => {
    fixture.sandbox.state.faults.add({
      fault: { does: 'answer', id: event.id, change: [{ pointer: '/state', action: 'absent' }] },
    })
    const other = await fixture.failedEvent(subscription)
    expect(await list()).toMatchObject({
      items: [{ id: other.id }],
      freshness: { complete: false, read: 1, total: 2, unreadable: 1, problem: null },
    })
  })

  it('filters', async () => {
    expect((await list('?state=success')).items).toEqual([])
    expect((await list('?state=failure&cause=redirect&type=entityDeleted')).items).toHaveLength(1)
  })

  it('filters by all that failed events are filtered by', async () => {
    const now = new Date(fixture.clock.now()).toISOString()
    const queries = [
      ...['status=302', 'application=app', `text=${event.id.slice(0, 8)}`, `from=${now.slice(0, 11)}00:00:00Z`],
      ...['status=500', 'application=other', 'text=nothing', `from=2099-01-01T00:00:00Z`, 'expiresWithin=1'],
    ]
    const totals = []
    for (const query of queries) totals.push((await list(`?${query}`)).total)
    expect(totals).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0])
  })

  it.each(['?size=0', '?before=not-an-id', '?cause=bad-luck', '?page=2', '?from=today', '?status=0'])(
    'refuses %s',
    async (query) => {
      expect(await list(query)).toMatchObject({ code: 'invalid_request', status: 400 })
    },
  )

  it('shows what it has when the API does not answer, and why it is not fresher', async () => {
    await list()
    fixture.sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 500 } })
    await fixture.clock.advance(15_000)
    expect(await list()).toMatchObject({
      items: [{ id: event.id }],
      freshness: { problem: 'The API is not available at the moment' },
    })
  })
})

describe('one event', () => {
  it('is read live, with history and a checked signature', async () => {
    expect(await detail()).toMatchObject({
      event: { id: event.id, state: 'failure', attempts: 1 },
      subscription: { title: 'CRM', enabled: true },
      history: [{ state: 'awaiting-executing' }, { state: 'executing' }, { state: 'failure', status: 302 }],
      historyProblem: null,
      queued: null,
      token: { verification: { result: 'verified' } },
    })
  })

  it('tells the index what it found', async () => {
    await list()
    Object.assign(fixture.sandbox.state.events.get(event.id) ?? {}, { state: 'success' })
    expect((await detail()).event.state).toBe('success')
    expect((await list()).items).toMatchObject([{ state: 'success' }])
  })

  it('that is gone is not found', async () => {
    expect(await detail(crypto.randomUUID())).toMatchObject({ code: 'not_found', status: 404 })
  })
})
