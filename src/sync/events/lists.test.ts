import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Store } from '../../store/store.ts'
import type { EventListHabits } from '../../testing/event-list.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { DAY, ENVIRONMENT, type SyncedList, syncedList } from '../../testing/synced-list.ts'
import { refusalOf } from '../../upstream/answers/refusal.ts'
import { SWEEP_AGE } from './read-feed.ts'

const HABITS: EventListHabits[] = (['oldest-first', 'newest-first'] as const).flatMap((order) =>
  (['nearest', 'first'] as const).flatMap((cursors) =>
    [1, 3, 100].map((pageSize) => ({
      order,
      cursors,
      pageSize,
      total: 'all' as const,
      answers: 'lead' as const,
      leavesOut: [],
    })),
  ),
)

describeOnBothEngines('the event sync', ({ open }) => {
  const clock = { now: Date.UTC(2026, 10, 21, 12) }
  let shared: Promise<Store> | undefined
  async function aSync(habits: Partial<EventListHabits> = {}) {
    shared ??= open({ now: () => clock.now })
    return syncedList({ store: await shared, clock }, habits)
  }

  describe.each(HABITS)('of a list $order in pages of $pageSize, $cursors at a cursor', (habits) => {
    it('reads everything, then only what is new', async () => {
      const { look, list, record, stored, listed, calls } = await aSync(habits)
      record(7)
      expect(await look()).toMatchObject({ complete: true, read: 7, total: 7, syncing: false, problem: null })
      expect(await stored()).toEqual(listed())
      calls()
      clock.now += 60_000
      await look()
      expect(calls()).toHaveLength(list.order === 'oldest-first' && list.pageSize > 1 ? 2 : 1)
      record(4)
      expect(await look()).toMatchObject({ complete: true, read: 11 })
      expect(await stored()).toEqual(listed())
    })

    it('reads again what is not final', async () => {
      const { look, list, record, stored, listed } = await aSync(habits)
      record(3)
      record(2, { state: 'awaiting-retry', response: { statusCode: 503 } })
      record(5)
      await look()
      for (const event of list.events.slice(3, 5))
        Object.assign(event, { state: 'success', attempts: 2, response: null })
      await look()
      expect(await stored()).toEqual(listed())
    })

    it('goes on where it was interrupted', async () => {
      const { look, list, record, stored, listed, subscriptionId, newSync } = await aSync(habits)
      record(9)
      list.before = async () => {
        if (list.calls.length === 3) throw refusalOf('upstream_unavailable')
      }
      if (list.pageSize < 9)
        expect(await look()).toMatchObject({ complete: false, problem: 'The API is not available at the moment' })
      else await look()
      list.before = async () => {}
      const answered = list.calls.splice(0)
      const later = newSync()
      expect(await later.look(ENVIRONMENT, subscriptionId, { maxAge: 0 })).toMatchObject({ complete: true, read: 9 })
      expect(await stored()).toEqual(listed())
      // With pages of one event the second call only asks for the order.
      if (list.pageSize === 3) expect(list.calls).not.toContain(answered[1])
    })

    it('reads what is left when the events are gone', async () => {
      const { look, list, record, stored, listed } = await aSync(habits)
      record(5)
      await look()
      list.events.splice(0)
      await look()
      expect(await stored()).toEqual([])
      record(2)
      await look()
      expect(await stored()).toEqual(listed())
    })

    it('starts over when the API has forgotten where it was', async () => {
      const { look, list, record, stored, listed } = await aSync(habits)
      record(6)
      await look()
      list.events.splice(-2)
      record(3)
      expect(await look()).toMatchObject({ problem: null })
      list.events.splice(0, 3)
      record(1)
      clock.now += SWEEP_AGE
      expect(await look()).toMatchObject({ problem: null })
      expect((await stored()).slice(0, 4)).toEqual(listed().slice(0, 4))
    })
  })

  it.each(['ignore', 'refuse'] as const)(
    'says that more may be there when cursors are met with: %s',
    async (answers) => {
      for (const order of ['oldest-first', 'newest-first'] as const) {
        const { look, record, stored } = await aSync({ order, answers, total: 'none', pageSize: 3 })
        record(7)
        for (let times = 0; times < 3; times++) {
          expect(await look()).toMatchObject({
            ...{ complete: false, read: 3, total: null, syncing: false },
            problem: 'The API does not list its events page by page: older ones may be missing',
          })
        }
        expect(await stored()).toHaveLength(3)
      }
    },
  )

  it.each(['ignore', 'refuse'] as const)(
    'believes a count that fits when cursors are met with: %s',
    async (answers) => {
      const { look, record } = await aSync({ answers, total: 'all', pageSize: 3 })
      record(3)
      expect(await look()).toMatchObject({ complete: true, read: 3, problem: null })
      const other = await aSync({ answers, total: 'all', pageSize: 3 })
      other.record(5)
      expect(await other.look()).toMatchObject({
        complete: false,
        total: 5,
        problem: expect.stringContaining('5 events'),
      })
    },
  )

  it('takes the end of the list for the end where the API counts nothing, and refuses what is past it', async () => {
    for (const order of ['oldest-first', 'newest-first'] as const) {
      const { look, record, stored, listed, calls } = await aSync({
        ...{ order, answers: 'refuse-past-end', total: 'none', pageSize: 3 },
      })
      record(7)
      expect(await look()).toMatchObject({ complete: true, read: 7, problem: null })
      calls()
      expect(await look()).toMatchObject({ complete: true, read: 7, problem: null })
      expect(calls().length).toBeLessThan(4)
      record(2)
      expect(await look()).toMatchObject({ complete: true, read: 9, problem: null })
      expect(await stored()).toEqual(listed())
    }
  })

  const anyHabits = fc.record<EventListHabits>({
    order: fc.constantFrom('oldest-first', 'newest-first'),
    pageSize: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(100)),
    cursors: fc.constantFrom('nearest', 'first'),
    total: fc.constantFrom('all', 'between', 'page', 'none'),
    answers: fc.constantFrom('lead', 'refuse-past-end'),
    leavesOut: fc.constant([]),
  })

  /** The things that may happen between two readings. */
  type Happening =
    | { what: 'recorded'; count: number; state: string; gap: number }
    | { what: 'moved on'; state: string }
    | { what: 'looked'; failingAt: number | undefined; restart: boolean }
    | { what: 'time passed'; milliseconds: number }
  const anyHappening = fc.oneof<fc.Arbitrary<Happening>[]>(
    fc.record({
      what: fc.constant('recorded' as const),
      count: fc.integer({ min: 1, max: 9 }),
      state: fc.constantFrom('success', 'failure', 'awaiting-retry', 'executing'),
      gap: fc.constantFrom(0, 1, 1_000, 3_600_000),
    }),
    fc.record({
      what: fc.constant('moved on' as const),
      state: fc.constantFrom('success', 'failure', 'awaiting-retry'),
    }),
    fc.record({
      what: fc.constant('looked' as const),
      failingAt: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      restart: fc.boolean(),
    }),
    fc.record({ what: fc.constant('time passed' as const), milliseconds: fc.constantFrom(60_000, DAY / 4, DAY * 3) }),
  )

  async function happens(synced: SyncedList, happening: Happening): Promise<void> {
    const { list, record, subscriptionId } = synced
    if (happening.what === 'recorded')
      record(
        happening.count,
        { state: happening.state, attempts: happening.state === 'failure' ? 6 : 1 },
        happening.gap,
      )
    if (happening.what === 'time passed') {
      clock.now += happening.milliseconds
      const expired = new Set(
        synced
          .listed()
          .filter((event) => Date.parse(event.expiresAt) <= clock.now)
          .map(({ id }) => id),
      )
      list.events = list.events.filter((event) => !expired.has(event.id))
    }
    if (happening.what === 'moved on')
      for (const event of list.events)
        if (event.state !== 'success' && event.state !== 'failure') {
          event.state = happening.state
          event.updatedAt = new Date(clock.now).toISOString()
        }
    if (happening.what === 'looked') {
      if (happening.restart) {
        await synced.sync.stop()
        synced.sync = synced.newSync()
      }
      let calls = 0
      list.before = async () => {
        calls += 1
        if (calls === happening.failingAt) throw refusalOf('upstream_unreachable')
      }
      await synced.sync.look(ENVIRONMENT, subscriptionId, { maxAge: 0 })
      list.before = async () => {}
    }
  }

  it('ends with what the API lists, whatever its habits and whatever happens meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(anyHabits, fc.array(anyHappening, { maxLength: 12 }), async (habits, happenings) => {
        const synced = await aSync(habits)
        for (const happening of happenings) await happens(synced, happening)
        // A look that joins a reading which fails later shows that; the last one is to read by itself.
        const freshness = () => synced.sync.freshness(ENVIRONMENT, synced.subscriptionId)
        await vi.waitFor(async () => expect(await freshness()).toMatchObject({ syncing: false }), { interval: 5 })
        clock.now += 60_000 + 1_000 * synced.list.events.length
        await synced.look()
        const { length } = synced.list.events
        const isRead = async () => {
          const now = await freshness()
          expect(now).toMatchObject({ syncing: false, read: length })
          // Without a count, and with an end that is refused, one event alone does not show that cursors lead.
          if (length === 1 && habits.total === 'none' && habits.answers !== 'lead') return
          expect(now).toMatchObject({ complete: true, problem: null })
        }
        await vi.waitFor(isRead, { interval: 5 })
        expect(await synced.stored()).toEqual(synced.listed())
        await synced.sync.stop()
        await synced.store.events.clear(ENVIRONMENT)
      }),
      { numRuns: 150 },
    )
  })

  it('finds by sweeping what changed unseen: redelivered by others, gone before its time', async () => {
    const unseen = fc.array(fc.record({ at: fc.nat(20), gone: fc.boolean() }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        anyHabits,
        fc.array(anyHappening, { maxLength: 6 }),
        unseen,
        async (habits, happenings, changes) => {
          const synced = await aSync(habits)
          synced.record(5, { state: 'failure', attempts: 6 })
          for (const happening of happenings) await happens(synced, happening)
          await synced.sync.look(ENVIRONMENT, synced.subscriptionId, { maxAge: 0 })
          for (const { at, gone } of changes) {
            const event = synced.list.events[at]
            if (event && gone) synced.list.events.splice(at, 1)
            else if (event) Object.assign(event, { state: 'success', updatedAt: new Date(clock.now).toISOString() })
          }
          await happens(synced, { what: 'time passed', milliseconds: SWEEP_AGE })
          void synced.sync.refresh(ENVIRONMENT, [synced.subscriptionId])
          await vi.waitFor(async () => expect(await synced.stored()).toEqual(synced.listed()), { interval: 5 })
          await synced.sync.stop()
          await synced.store.events.clear(ENVIRONMENT)
        },
      ),
      { numRuns: 40 },
    )
  })
})
