import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Store } from '../../store/store.ts'
import { createEventList, type EventListHabits } from '../../testing/event-list.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { DAY, ENVIRONMENT, syncedList } from '../../testing/synced-list.ts'
import { refusalOf } from '../../upstream/answers/refusal.ts'
import type { EventSyncOptions } from './event-sync.ts'
import { SWEEP_AGE } from './read-feed.ts'

describeOnBothEngines('the event sync', ({ open }) => {
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  let shared: Promise<Store> | undefined
  /** A subscription of its own with such a list; the tests share a store. */
  async function aSync(habits: Partial<EventListHabits> = {}, options: Partial<EventSyncOptions> = {}) {
    shared ??= open({ now: () => clock.now })
    return syncedList({ store: await shared, clock }, habits, options)
  }

  it('takes single events while few are waiting, and lists again when many are', async () => {
    const { look, list, record, calls } = await aSync({ order: 'newest-first', pageSize: 50 })
    record(1, { state: 'executing' })
    record(200)
    record(30, { state: 'awaiting-retry' })
    await look()
    calls()
    await look()
    const [oldest] = list.events
    expect(calls().toSorted()).toEqual([`get ${oldest?.id}`, 'list'])
    for (const event of list.events.slice(100)) event.state = 'awaiting-retry'
    await look()
  })

  it('lists again from the oldest waiting event when the list is oldest first', async () => {
    const { look, list, record, calls, stored, listed } = await aSync({ order: 'oldest-first', pageSize: 50 })
    record(100)
    record(90, { state: 'awaiting-retry' })
    await look()
    calls()
    for (const event of list.events) event.state = 'success'
    await look()
    const known = list.events[99]
    expect(calls()[0]).toBe(`list after=${known?.id}`)
    expect(await stored()).toEqual(listed())
  })

  it('does not list thousands of waiting events again and again', async () => {
    const { look, record, calls } = await aSync({ order: 'oldest-first', pageSize: 1 })
    record(60, { state: 'awaiting-retry' })
    const first = await look()
    calls()
    clock.now += 20_000
    const second = await look()
    expect(calls().length).toBeLessThan(5)
    expect(second.asOf).toBe(first.asOf) // and it does not say otherwise
    clock.now += 60_000
    expect((await look()).asOf).not.toBe(first.asOf)
    expect(calls().length).toBeGreaterThanOrEqual(60)
  })

  it.each(['oldest-first', 'newest-first'] as const)(
    'sees what others redelivered among the newest, %s',
    async (order) => {
      const { look, list, record, stored, listed } = await aSync({ order })
      record(20)
      record(10, { state: 'failure', attempts: 6, response: { statusCode: 500 } })
      await look()
      for (const event of list.events.slice(-5)) Object.assign(event, { state: 'awaiting-executing', attempts: 0 })
      await look()
      if (order === 'newest-first') expect(await stored()).toEqual(listed())
      else expect((await stored())[0]?.state).toBe('awaiting-executing')
    },
  )

  it.each(['oldest-first', 'newest-first'] as const)(
    'reads by themselves the events of which the list does not tell all, once, %s',
    async (order) => {
      const { look, list, record, calls, stored, listed, subscriptionId, store } = await aSync({
        ...{ order, pageSize: 50, leavesOut: ['request', 'response', 'attempts'] },
      })
      record(5)
      record(2, { state: 'failure', attempts: 6, response: { statusCode: 503 } })
      record(3)
      const hold = Promise.withResolvers<void>()
      list.before = (call) => (call.startsWith('get') ? hold.promise : Promise.resolve())
      const looking = look()
      await vi.waitFor(async () => expect(await stored()).toHaveLength(10))
      expect((await stored()).every(({ unread, type, cause }) => unread && type === null && cause === null)).toBe(true)
      await vi.waitFor(() => expect(list.calls.filter((call) => call.startsWith('get'))).toHaveLength(4))
      const failed = list.events.filter(({ state }) => state === 'failure').map(({ id }) => `get ${id}`)
      expect(list.calls).toEqual(expect.arrayContaining(failed))
      hold.resolve()
      expect(await looking).toMatchObject({ complete: true, read: 10 })
      await vi.waitFor(async () => expect(await stored()).toEqual(listed()))
      calls()
      await look()
      expect(await stored()).toEqual(listed())
      expect(calls().filter((call) => call.startsWith('get'))).toEqual([])

      const [changed] = list.events.filter(({ state }) => state === 'failure')
      if (!changed) throw new Error('no event')
      Object.assign(changed, { updatedAt: new Date(clock.now).toISOString(), response: { statusCode: 404 } })
      await look()
      expect(await stored()).toEqual(listed())
      expect(await store.events.get(ENVIRONMENT, subscriptionId, changed.id)).toMatchObject({ listenerStatus: 404 })
    },
  )

  it('shows what a list tells of an event that cannot be read by itself', async () => {
    const { look, list, record, calls, stored } = await aSync({ leavesOut: ['request'] })
    record(2)
    for (const { id } of list.events) list.broken.set(id, {})
    expect(await look()).toMatchObject({ complete: true, read: 2, unreadable: 0 })
    expect(await stored()).toMatchObject([
      { unread: false, type: null, state: 'success' },
      { unread: false, type: null, state: 'success' },
    ])
    calls()
    await look()
    expect(calls().filter((call) => call.startsWith('get'))).toEqual([])
  })

  it('tells the states it does not know, and follows their events until it does', async () => {
    const { look, list, record, sync, subscriptionId } = await aSync()
    record(3)
    record(2, { state: 'weird' })
    record(4, { state: 'Paused' })
    const unknownStates = [
      { state: 'paused', count: 4 },
      { state: 'weird', count: 2 },
    ]
    expect(await look()).toMatchObject({ complete: true, read: 9, unknownStates })
    const stats = await sync.stats(ENVIRONMENT, [subscriptionId])
    expect(stats.get(subscriptionId)).toMatchObject({ succeeded: 3, failed: 0, freshness: { unknownStates } })
    for (const event of list.events) event.state = 'delivered'
    expect(await look()).toMatchObject({ read: 9, unknownStates: [] })
  })

  it('forgets what has expired', async () => {
    const { look, list, record, stored, listed } = await aSync()
    record(2)
    record(1, { state: 'failure', attempts: 6 })
    clock.now += 4 * DAY
    record(1)
    await look()
    clock.now += 3 * DAY
    list.events.splice(0, 3)
    expect(await look()).toMatchObject({ read: 1, complete: true })
    expect(await stored()).toEqual(listed())
  })

  it('finds in the background what is gone or changed unseen', async () => {
    const { look, sync, list, record, stored, listed, subscriptionId } = await aSync({ pageSize: 2 })
    record(8, { state: 'failure', attempts: 6 })
    await look()
    list.events.splice(2, 1)
    Object.assign(list.events[0] ?? {}, { state: 'success' })
    clock.now += SWEEP_AGE
    void sync.refresh(ENVIRONMENT, [subscriptionId])
    await vi.waitFor(async () => expect(await stored()).toEqual(listed()))
    await sync.stop()
  })

  it('tells a round in the background, and none where nothing was due', async () => {
    const onRound = vi.fn()
    const { newSync, record, subscriptionId } = await aSync({ pageSize: 2 })
    record(5)
    const sync = newSync({ onRound })
    await sync.refresh('elsewhere', [subscriptionId])
    await sync.refresh('elsewhere', [subscriptionId])
    expect(onRound.mock.calls).toEqual([['elsewhere', { readings: 1, took: expect.any(Number) }]])
  })

  it('says so when the API lists fewer events than it has', async () => {
    const { look, list, record, subscriptionId, newSync } = await aSync({ pageSize: 10 })
    record(25)
    const stuck = newSync({
      upstreamOf: () => ({
        listEvents: (id) => list.listEvents(id, {}),
        getEvent: (id, event) => list.getEvent(id, event),
      }),
    })
    expect(await stuck.look(ENVIRONMENT, subscriptionId, { maxAge: 0 })).toMatchObject({
      complete: false,
      read: 10,
      total: 25,
      problem: 'The API says it holds 25 events, but it does not list all of them',
    })
    clock.now += SWEEP_AGE
    expect(await look()).toMatchObject({ complete: false })
  })

  it.each([
    { order: 'oldest-first', pageSize: 2 },
    { order: 'newest-first', pageSize: 2 },
  ] as const)('is not misled by events a little out of order: $order', async (habits) => {
    const { look, list, record, stored, listed } = await aSync(habits)
    record(8)
    for (let place = 0; place < 8; place += 2) {
      const [one, other] = [list.events[place], list.events[place + 1]]
      if (one && other) [list.events[place], list.events[place + 1]] = [other, one]
    }
    await look()
    expect(await stored()).toEqual(listed())
  })

  it('removes a subscription that was deleted', async () => {
    const { look, sync, list, record, store, subscriptionId, sources } = await aSync()
    const other = randomUUID()
    sources.set(other, createEventList())
    record(3)
    await look()
    list.deleted = true
    void sync.refresh(ENVIRONMENT, [other])
    await vi.waitFor(async () => expect(await store.events.feeds.get(ENVIRONMENT, subscriptionId)).toBeUndefined())
    expect(await sync.freshness(ENVIRONMENT, subscriptionId)).toMatchObject({ asOf: null, read: 0 })
    await sync.stop()
  })

  it('keeps what it has of a subscription that is there, though its events cannot be listed (404)', async () => {
    const { look, list, record, stored } = await aSync({}, { onError: vi.fn() })
    record(3)
    await look()
    clock.now += 60_000
    const problem = 'The API does not offer the events of this subscription (404)'
    list.before = async (call) => {
      if (call.startsWith('list')) throw refusalOf('upstream_refused', { title: problem, upstreamStatus: 404 })
    }
    await vi.waitFor(async () => expect(await look()).toMatchObject({ read: 3, problem }))
    expect(await stored()).toHaveLength(3)
  })

  it('tells why it stopped, keeps what it has, and recovers', async () => {
    const { look, list, record, sync, subscriptionId } = await aSync({ pageSize: 5 }, { onError: vi.fn() })
    record(12)
    list.before = async (call) => {
      if (call !== 'list') throw refusalOf('upstream_timeout')
    }
    expect(await look()).toMatchObject({
      complete: false,
      read: 5,
      total: 12,
      problem: 'The API took longer than 10 seconds',
    })
    list.before = async () => {}
    expect(await sync.look(ENVIRONMENT, subscriptionId, { maxAge: 15_000 })).toMatchObject({ read: 5 })
    clock.now += 15_000
    expect(await sync.look(ENVIRONMENT, subscriptionId, { maxAge: 15_000 })).toMatchObject({
      complete: true,
      read: 12,
      total: 12,
      problem: null,
    })
  })

  it('takes in an event that was read elsewhere, and does not let an older reading undo it', async () => {
    const { look, list, record, sync, subscriptionId, store } = await aSync()
    record(1, { state: 'failure', attempts: 6 })
    const [failed] = structuredClone(list.events)
    if (!failed) throw new Error('no event')
    const hold = Promise.withResolvers<void>()
    list.before = () => hold.promise
    const looking = look()
    await vi.waitFor(() => expect(list.calls).toHaveLength(1))
    const redelivered = { ...failed, state: 'awaiting-executing', attempts: 0 }
    await sync.touch(ENVIRONMENT, subscriptionId, redelivered)
    list.before = async () => {}
    hold.resolve() // the list still answers what it had when it was asked
    await looking
    expect(await store.events.get(ENVIRONMENT, subscriptionId, failed.id)).toMatchObject({
      state: 'awaiting-executing',
    })
  })

  it('gives zeros for what was never read', async () => {
    const { sync, subscriptionId } = await aSync()
    expect(await sync.stats(ENVIRONMENT, [subscriptionId])).toEqual(
      new Map([
        [
          subscriptionId,
          {
            total: 0,
            succeeded: 0,
            pending: 0,
            failed: 0,
            failedWhileOff: 0,
            soonestExpiry: null,
            lastDeliveredAt: null,
            lastFailedAt: null,
            expiringWithinDay: 0,
            lastAnswer: null,
            failingSince: null,
            freshness: {
              asOf: null,
              complete: false,
              read: 0,
              total: null,
              syncing: false,
              problem: null,
              unreadable: 0,
              unknownStates: [],
            },
          },
        ],
      ]),
    )
  })
})
