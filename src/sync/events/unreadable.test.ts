import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { MOST_UNREADABLE } from '../../contract/freshness.ts'
import type { Store } from '../../store/store.ts'
import type { EventListHabits } from '../../testing/event-list.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { DAY, ENVIRONMENT, type SyncedList, syncedList } from '../../testing/synced-list.ts'
import { refusalOf } from '../../upstream/answers/refusal.ts'
import type { EventSyncOptions } from './event-sync.ts'
import { SWEEP_AGE } from './read-feed.ts'
import type { Unread } from './unreadable.ts'

const HOUR = 3_600_000

describeOnBothEngines('events that cannot be read', ({ open }) => {
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  let shared: Promise<Store> | undefined
  async function aSync(habits: Partial<EventListHabits> = {}, options: Partial<EventSyncOptions> = {}) {
    shared ??= open({ now: () => clock.now })
    const store = await shared
    // A refresh reads what else is stored, too.
    await store.events.clear(ENVIRONMENT)
    return syncedList({ store, clock }, habits, options)
  }

  /** Puts something else in the place of an event: `without` a member of it, or nothing like it at all. */
  const breakAt = ({ list }: SyncedList, place: number, how: 'state' | 'createdAt' | 'id' | 'everything' = 'state') => {
    const event = list.events[place]
    if (!event) throw new Error(`There is no event ${place}`)
    const { [how]: _, ...others } = { ...event, everything: undefined }
    // One of the two times is enough.
    const { updatedAt: __, ...timeless } = others
    const rest = how === 'createdAt' ? timeless : others
    list.broken.set(event.id, how === 'everything' ? ['secret', place] : { ...rest, token: 'secret' })
    return event.id
  }
  const freshness = ({ sync, subscriptionId }: SyncedList) => sync.freshness(ENVIRONMENT, subscriptionId)

  /** Lets time pass, until everything has been read again in the background. */
  const readAgain = async (synced: SyncedList, after: number) => {
    clock.now += after
    const from = clock.now
    const sync = synced.newSync()
    void sync.refresh(ENVIRONMENT, [synced.subscriptionId])
    const isReadAgain = async () => {
      const { asOf, syncing } = await freshness(synced)
      expect([Date.parse(asOf ?? '') > from, syncing]).toEqual([true, false])
    }
    await vi.waitFor(isReadAgain, { interval: 5 })
    await sync.stop()
  }

  const HABITS = (['oldest-first', 'newest-first'] as const).flatMap((order) =>
    (['nearest', 'first'] as const).flatMap((cursors) => [1, 3, 100].map((pageSize) => ({ order, cursors, pageSize }))),
  )
  describe.each(HABITS)('in a list $order in pages of $pageSize, $cursors at a cursor', (habits) => {
    it.each([0, 1, 2, 3, 4, 5, 6])('do not cost the others, at place %i', async (place) => {
      for (const how of [
        'state',
        'createdAt',
        ...(habits.pageSize > 1 ? (['id', 'everything'] as const) : []),
      ] as const) {
        const tell = vi.fn<(unread: Unread) => void>()
        const synced = await aSync(habits, { onUnread: tell })
        synced.record(7)
        const id = breakAt(synced, place, how)
        expect(await synced.look()).toMatchObject({
          read: 6,
          total: 7,
          unreadable: 1,
          complete: false,
          problem: null,
        })
        expect(await synced.stored()).toEqual(synced.listed())
        synced.record(5)
        const { asOf } = await synced.look()
        expect(await synced.stored()).toEqual(synced.listed())
        expect(Date.parse(asOf ?? '')).toBeGreaterThan(Date.parse(synced.list.events.at(-1)?.createdAt ?? ''))
        expect(tell).toHaveBeenCalledTimes(1)
        expect(tell.mock.calls[0]?.[0]).toMatchObject({ eventId: how === 'id' || how === 'everything' ? null : id })
        expect(JSON.stringify(tell.mock.calls)).not.toContain('secret')
      }
    })
  })

  it('do not cost the others wherever they are and whenever they break, and are forgotten when that is over', async () => {
    const habits = fc.record<EventListHabits>({
      order: fc.constantFrom('oldest-first', 'newest-first'),
      pageSize: fc.constantFrom(1, 2, 3, 100),
      cursors: fc.constantFrom('nearest', 'first'),
      total: fc.constantFrom('all', 'between', 'page'),
      answers: fc.constant('lead'),
      leavesOut: fc.constant([]),
    })
    const state = fc.constantFrom('success', 'failure', 'awaiting-retry')
    const step = fc.record({
      count: fc.nat(5),
      state,
      breaks: fc.array(fc.nat(20), { maxLength: 5 }),
      restart: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(habits, fc.array(step, { minLength: 1, maxLength: 5 }), async (habit, steps) => {
        const synced = await aSync(habit)
        for (const { count, state: of, breaks, restart } of steps) {
          synced.record(count, { state: of })
          for (const place of breaks) if (synced.list.events[place]) breakAt(synced, place)
          if (restart) synced.sync = synced.newSync()
          await synced.look()
        }
        const { length } = synced.list.events
        await readAgain(synced, SWEEP_AGE)
        expect(await freshness(synced)).toMatchObject({
          ...{ problem: null, unreadable: synced.list.broken.size },
          ...{ read: length - synced.list.broken.size, total: length },
        })
        expect(await synced.stored()).toEqual(synced.listed())
        synced.list.broken.clear()
        await readAgain(synced, HOUR)
        expect(await freshness(synced)).toMatchObject({ complete: true, unreadable: 0, read: length })
        expect(await synced.stored()).toEqual(synced.listed())
      }),
      { numRuns: 60 },
    )
  })

  it('are told once, over restarts and sweeps', async () => {
    const tell = vi.fn<(unread: Unread) => void>()
    const synced = await aSync({ pageSize: 3 }, { onUnread: tell })
    synced.record(7)
    const id = breakAt(synced, 4)
    await synced.look()
    for (let hour = 0; hour < 3; hour++) {
      await readAgain(synced, HOUR)
    }
    expect(tell.mock.calls.map(([unread]) => unread)).toEqual([
      { eventId: id, why: 'absent at /state', differs: '/_embedded/1/state of the event list: absent' },
    ])
    expect(await freshness(synced)).toMatchObject({ unreadable: 1 })
  })

  it('are no longer held once they were: what is shown of them would be old', async () => {
    const synced = await aSync()
    synced.record(3, { state: 'awaiting-retry' })
    await synced.look()
    breakAt(synced, 1)
    expect(await synced.look()).toMatchObject({ read: 2, unreadable: 1, problem: null })
    expect(await synced.stored()).toEqual(synced.listed())
  })

  it('do not stop a reading that asks for them one by one', async () => {
    const synced = await aSync({ pageSize: 1 })
    synced.record(1, { state: 'awaiting-retry' })
    synced.record(5)
    await synced.look()
    breakAt(synced, 0)
    expect(await synced.look()).toMatchObject({ read: 6, unreadable: 0, problem: null })
    expect(synced.calls()).toContain(`get ${synced.list.events[0]?.id}`)
  })

  it.each([404, 405, 410])(
    'stay while they are listed, though they are not to be had one by one (%i)',
    async (status) => {
      const synced = await aSync({ pageSize: 1 })
      synced.record(1, { state: 'awaiting-retry' })
      synced.record(5)
      await synced.look()
      synced.list.before = async (call) => {
        if (call.startsWith('get')) throw refusalOf('not_found', { upstreamStatus: status })
      }
      expect(await synced.look()).toMatchObject({ read: 6, unreadable: 0, problem: null })
      expect(synced.calls()).toContain(`get ${synced.list.events[0]?.id}`)
    },
  )

  it('are over when the API has forgotten them', async () => {
    const synced = await aSync()
    synced.record(3)
    breakAt(synced, 0)
    await synced.look()
    synced.list.events.shift()
    await readAgain(synced, HOUR)
    expect(await freshness(synced)).toMatchObject({ unreadable: 0, complete: true, read: 2 })
  })

  it('are over a week after they were last seen, where nothing is read in the background', async () => {
    const synced = await aSync({ order: 'oldest-first', pageSize: 2 })
    synced.record(1)
    synced.record(9, {}, DAY)
    breakAt(synced, 0)
    await synced.look()
    clock.now += 8 * DAY
    synced.list.events.splice(0, 3)
    synced.record(1)
    expect(await synced.look()).toMatchObject({ unreadable: 0 })
  })

  it('are all there is: nothing is said to be complete, and the list is read on', async () => {
    const synced = await aSync({ pageSize: 4 })
    synced.record(10)
    for (let place = 0; place < 10; place++) breakAt(synced, place)
    expect(await synced.look()).toMatchObject({ read: 0, total: 10, unreadable: 10, complete: false, problem: null })
  })

  it('and have no id, a whole page of them: that is no list of events, and loses nothing that is held', async () => {
    const synced = await aSync({ pageSize: 4, total: 'page' })
    synced.record(4)
    await synced.look()
    clock.now += SWEEP_AGE
    for (let place = 0; place < 4; place++) breakAt(synced, place, 'id')
    void synced.sync.refresh(ENVIRONMENT, [synced.subscriptionId])
    await vi.waitFor(async () =>
      expect(await freshness(synced)).toMatchObject({
        read: 4,
        problem: expect.stringContaining('cannot be read'),
      }),
    )
    await synced.sync.stop()
  })

  it('are counted up to a limit, so that an API of another form does not fill the store', async () => {
    const tell = vi.fn<(unread: Unread) => void>()
    const synced = await aSync({}, { onUnread: tell })
    synced.record(MOST_UNREADABLE + 50)
    for (let place = 0; place < synced.list.events.length; place++) breakAt(synced, place)
    await synced.look()
    await vi.waitFor(async () => expect(await freshness(synced)).toMatchObject({ unreadable: MOST_UNREADABLE }))
    expect(tell).toHaveBeenCalledTimes(MOST_UNREADABLE)
    await synced.sync.stop()
  })
})
