import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FailedItem } from '../../../contract/failed-event.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const BASE = '/api/environments/production/failed-events'
let fixture: ProxyFixture
let crm: SubscriptionRecord
let shop: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: 'CRM' })
  shop = fixture.subscription({ title: 'Shop' })
})
afterEach(() => fixture.close())

const get = async (path: string) => (await fixture.as('viewer', 'GET', `${BASE}${path}`)).body
const ids = async (query = '') => (await get(query)).items.map(({ id }: FailedItem) => id)
/** Looks until everything is read. */
const readAll = (query = '') =>
  vi.waitFor(async () => {
    const summary = await get(`/summary${query}`)
    expect(summary.freshness).toMatchObject({ complete: true, unread: 0, syncing: false })
    return summary
  })
/** One event of each subscription fails. */
const fail = async () => {
  await fixture.failedEvent(crm)
  await fixture.clock.advance(1_000)
}

describe('failed events', () => {
  it.each(['', '/summary', '.csv'])('%j are nobody’s who is not signed in', async (path) => {
    expect((await fixture.as(undefined, 'GET', `${BASE}${path}`)).body).toMatchObject({ code: 'signed_out' })
  })

  it.each(['', '/summary', '.csv'])('%j are of an environment that exists', async (path) => {
    const answer = await fixture.as('viewer', 'GET', `/api/environments/nowhere/failed-events${path}`)
    expect(answer.body).toMatchObject({ code: 'not_found', status: 404 })
  })

  it.each([
    '?state=success',
    '?sort=title',
    '?size=501',
    '?asOf=yesterday',
    '?cause=bad-luck',
    '?status=7',
    '?expiresWithin=0',
    '?subscription=crm',
    '?colour=red',
    '/summary?size=5',
    '.csv?after=x',
  ])('refuses %s', async (query) => {
    expect(await get(query)).toMatchObject({ code: 'invalid_request', status: 400 })
  })

  it('asks the API for nothing, shows what is known with its subscription, soonest to be forgotten first', async () => {
    const first = await fixture.failedEvent(crm)
    await readAll()
    await fixture.clock.advance(1_000)
    fixture.asked.length = 0
    const page = await get('')
    expect(fixture.asked.filter((call) => call.includes('/events'))).toEqual([])
    expect(page).toMatchObject({ asOf: new Date(fixture.clock.now()).toISOString(), next: null, previous: null })
    expect(page.items).toHaveLength(2)
    expect(page.items.find(({ id }: FailedItem) => id === first.id)).toMatchObject({
      subscriptionId: crm.subscriptionId,
      state: 'failure',
      cause: 'redirect',
      listenerStatus: 302,
      subscription: { title: 'CRM', endpoint: crm.endpoint, enabled: true },
      run: null,
    })
  })

  it('are one subscription’s where that is asked for', async () => {
    await fixture.failedEvent(crm)
    await readAll()
    const { items } = await get(`?subscription=${shop.subscriptionId}`)
    expect(items.map(({ subscription }: FailedItem) => subscription.title)).toEqual(['Shop'])
  })

  it('stay as they are while one looks: what fails meanwhile is announced, not added', async () => {
    await fail()
    await readAll()
    const first = await get('?size=1')
    await fixture.clock.advance(16_000)
    await fail()
    await readAll()
    const query = `?size=1&asOf=${first.asOf}`
    const second = await get(`${query}&after=${first.next}`)
    expect([second.items.length, second.next]).toEqual([1, null])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(2)
    expect(await get(`/summary?asOf=${first.asOf}`)).toMatchObject({ total: 2, arrived: 2 })
    expect(await ids()).toHaveLength(4)
  })

  it('say which run they are in', async () => {
    const event = await fixture.failedEvent(crm)
    await readAll()
    const events = [{ subscriptionId: crm.subscriptionId, id: event.id }]
    const body = { id: randomUUID(), selection: { by: 'events', events }, options: {}, name: 'After the outage' }
    expect((await fixture.as('operator', 'POST', '/api/environments/production/runs', { body })).status).toBe(201)
    const { items } = await get('')
    expect(items.map(({ id, run }: FailedItem) => [id === event.id, run?.name ?? null]).toSorted()).toEqual([
      [false, null],
      [true, 'After the outage'],
    ])
  })

  it('of a deleted subscription are there under its id', async () => {
    await fixture.failedEvent(crm)
    await readAll()
    fixture.sandbox.state.subscriptions.remove(shop.subscriptionId)
    await fixture.clock.advance(61_000)
    const { items } = await get('')
    const { subscriptionId } = shop
    expect(items.find((item: FailedItem) => item.subscriptionId === subscriptionId)).toMatchObject({
      subscription: { title: subscriptionId, endpoint: '', enabled: false },
    })
  })

  it('are shown when the API does not answer, and it is said', async () => {
    await fixture.failedEvent(crm)
    await readAll()
    fixture.sandbox.state.faults.add({ path: '/subscriptions', fault: { does: 'status', status: 500 } })
    await fixture.clock.advance(61_000)
    expect((await get('')).items).toHaveLength(2)
    expect((await get('/summary')).freshness).toMatchObject({
      complete: false,
      subscriptions: 2,
      problem: 'The API is not available at the moment',
    })
  })
})

describe('the summary', () => {
  it('says that nothing is read yet, has it read, and then how many there are and of what', async () => {
    await fixture.failedEvent(crm)
    expect((await get('/summary')).freshness).toEqual({
      ...{
        asOf: null,
        complete: false,
        read: 0,
        total: 0,
        syncing: true,
        problem: null,
        unreadable: 0,
        unknownStates: [],
      },
      ...{ subscriptions: 2, unread: 2 },
    })
    const summary = await readAll()
    expect(summary).toMatchObject({
      total: 2,
      arrived: 0,
      expiringWithinDay: 0,
      groups: [{ cause: 'redirect', status: 302, count: 2, subscriptions: 2 }],
      choices: {
        subscriptions: [
          { id: crm.subscriptionId, title: 'CRM', count: 1 },
          { id: shop.subscriptionId, title: 'Shop', count: 1 },
        ],
        types: ['entityDeleted'],
        applications: ['app'],
        statuses: [302],
        causes: ['redirect'],
      },
      freshness: { read: 2, total: 2, problem: null },
    })
    await fixture.clock.advance(6.5 * 86_400_000)
    const later = await fixture.as('administrator', 'GET', `${BASE}/summary?cause=redirect`)
    expect(later.body).toMatchObject({ total: 2, expiringWithinDay: 2 })
  })

  it('has read what is older than 15 seconds, and nothing that is not', async () => {
    await readAll()
    const reads = () => fixture.asked.filter((call) => call.includes('/events')).length
    const before = reads()
    await get('/summary')
    expect(reads()).toBe(before)
    await fixture.clock.advance(15_000)
    expect((await get('/summary')).freshness.syncing).toBe(true)
    await readAll()
    expect(reads()).toBeGreaterThan(before)
  })

  it('of one subscription waits for its reading', async () => {
    await fixture.failedEvent(crm)
    expect(await get(`/summary?subscription=${crm.subscriptionId}`)).toMatchObject({
      total: 1,
      freshness: { complete: true, subscriptions: 1, unread: 0 },
    })
  })

  it('of a subscription that is no more asks for nothing', async () => {
    await readAll()
    fixture.asked.length = 0
    const summary = await get(`/summary?subscription=${randomUUID()}`)
    expect(summary).toMatchObject({ total: 0, freshness: { subscriptions: 0 } })
    expect(fixture.asked).toEqual([])
  })

  it('names the trouble of some, and how many have it', async () => {
    fixture.sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 403 } })
    await get('/summary')
    await vi.waitFor(async () => {
      const { freshness } = await get('/summary')
      expect(freshness).toMatchObject({ complete: false, unread: 2, syncing: false })
      expect(freshness.problem).toMatch(/\(and 1 more\)$/)
    })
  })
})
