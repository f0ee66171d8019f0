import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EventItem, EventQuery } from '../../contract/event.ts'
import { timeOf } from '../../contract/timestamp.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import type { EventIndex } from './event-index.ts'
import type { IndexedEvent } from './rows.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const DAY = 86_400_000
const SUBSCRIPTION = randomUUID()

/** An event created so many seconds after noon. */
function anEvent(seconds: number, changes: Partial<IndexedEvent> = {}): IndexedEvent {
  const at = timeOf(NOON + seconds * 1_000)
  return {
    id: randomUUID(),
    subscriptionId: SUBSCRIPTION,
    createdAt: at,
    updatedAt: at,
    state: 'success',
    attempts: 1,
    unread: false,
    due: false,
    type: 'entityUpdated',
    eventId: randomUUID(),
    entityType: 'user',
    attributes: [],
    user: randomUUID(),
    application: 'app',
    client: 'client',
    occurredAt: at,
    listenerStatus: 200,
    listenerError: null,
    cause: null,
    expiresAt: timeOf(NOON + seconds * 1_000 + 7 * DAY),
    claim: { entityUpdated: { sub: 'u', attributes: [] } },
    ...changes,
  }
}

describeOnBothEngines('the event index', ({ open }) => {
  const clock = { now: NOON }
  let index: EventIndex
  beforeAll(async () => {
    index = (await open({ now: () => clock.now })).events
  })
  beforeEach(async () => {
    clock.now = NOON
    await index.clear('production')
    await index.clear('staging')
  })
  const put = (events: IndexedEvent[]) => index.put('production', events)
  const page = (query: Record<string, unknown> = {}) => index.page('production', SUBSCRIPTION, EventQuery.parse(query))
  const seconds = (items: EventItem[]) => items.map((item) => (Date.parse(item.createdAt) - NOON) / 1_000)

  it('gives back what was put in', async () => {
    const event = anEvent(1, { attributes: ['b', 'a'], listenerError: 'tls: no', cause: 'tls', claim: null })
    await put([event])
    const { claim, due, ...item } = event
    expect((await page()).items).toEqual([item])
    expect(EventItem.strict().safeParse((await page()).items[0]).success).toBe(true)
    expect(await index.get('production', SUBSCRIPTION, event.id)).toEqual({ ...item, claim, due })
    expect(await index.get('staging', SUBSCRIPTION, event.id)).toBeUndefined()
    expect(await index.get('production', SUBSCRIPTION, randomUUID())).toBeUndefined()
  })

  it('keeps the claim for filters to be tested on', async () => {
    const event = anEvent(1, { claim: { entityUpdated: { attributes: ['x'], more: { deep: [1] } } } })
    await put([event])
    expect((await index.get('production', SUBSCRIPTION, event.id))?.claim).toEqual(event.claim)
  })

  it('keeps the later of two readings, whichever comes first', async () => {
    const event = anEvent(1, { state: 'awaiting-retry' })
    await index.put('production', [{ ...event, state: 'success' }], NOON + 20)
    await index.put('production', [event], NOON + 10)
    expect((await page()).items[0]?.state).toBe('success')
    await index.put('production', [{ ...event, state: 'failure' }], NOON + 30)
    expect((await page()).items[0]?.state).toBe('failure')
  })

  it('knows nothing of a subscription that was never read', async () => {
    expect(await page({ before: randomUUID() })).toEqual({
      items: [],
      total: 0,
      older: null,
      newer: null,
      choices: { types: [], states: [], attributes: [] },
    })
    expect(await index.count('production', SUBSCRIPTION)).toBe(0)
  })

  it('sorts times of any precision', async () => {
    const at = (fraction: string) => anEvent(0, { createdAt: `2026-11-21T12:00:00${fraction}Z` })
    const inOrder = [at('.9'), at('.100001'), at('.1'), at('.000001'), at('')]
    await put(inOrder.toReversed())
    expect((await page()).items.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id))
  })

  describe('in pages', () => {
    it('leads to older events and back, keeping its place while events arrive', async () => {
      await put([1, 2, 3, 4, 5, 6, 7].map((at) => anEvent(at)))
      const first = await page({ size: 3 })
      expect([seconds(first.items), first.total, first.newer]).toEqual([[7, 6, 5], 7, null])
      await put([anEvent(8)])
      const second = await page({ size: 3, before: first.older })
      expect([seconds(second.items), second.total]).toEqual([[4, 3, 2], 8])
      const third = await page({ size: 3, before: second.older })
      expect([seconds(third.items), third.older]).toEqual([[1], null])
      const back = await page({ size: 3, after: third.newer })
      expect(seconds(back.items)).toEqual([4, 3, 2])
      const newest = await page({ size: 3, after: (await page({ size: 3, after: back.newer })).newer })
      expect([seconds(newest.items), newest.newer]).toEqual([[8], null])
    })

    it('gives the newest page for a cursor that is not stored any more', async () => {
      await put([anEvent(1), anEvent(2)])
      const lost = await page({ before: randomUUID(), size: 1 })
      expect([seconds(lost.items), lost.newer]).toEqual([[2], null])
    })

    it('finds each event on exactly one page, also when many were created at once', async () => {
      const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(times, fc.integer({ min: 1, max: 5 }), async (created, size) => {
          await index.clear('production')
          await put(created.map((at) => anEvent(at)))
          const forth: string[] = []
          let last = await page({ size })
          for (forth.push(...last.items.map(({ id }) => id)); last.older; ) {
            last = await page({ size, before: last.older })
            forth.push(...last.items.map(({ id }) => id))
          }
          const back = last.items.map(({ id }) => id)
          while (last.newer) {
            last = await page({ size, after: last.newer })
            back.unshift(...last.items.map(({ id }) => id))
          }
          expect(forth).toHaveLength(created.length)
          expect(new Set(forth).size).toBe(created.length)
          expect(back).toEqual(forth)
        }),
        { numRuns: 30 },
      )
    }, 30_000)
  })

  describe('filtered', () => {
    const user = '6b004bc5-179c-45c2-815d-31b06169371d'
    beforeEach(() =>
      put([
        anEvent(1, { state: 'failure', cause: 'off', attempts: 0, attributes: ['email'] }),
        anEvent(2, { state: 'failure', cause: 'timeout', type: 'entityDeleted', user }),
        anEvent(3, { state: 'awaiting-retry', cause: 'timeout', attributes: ['Email', 'name.first'] }),
        anEvent(4, { type: 'entityCreated', attributes: ['name'], user }),
        anEvent(5, { type: null, user: null, attributes: ['say "hi"', '100%_'] }),
      ]),
    )

    it.each<[Record<string, unknown>, number[]]>([
      [{}, [5, 4, 3, 2, 1]],
      [{ state: 'failure' }, [2, 1]],
      [{ state: 'failure', cause: 'off' }, [1]],
      [{ cause: 'timeout' }, [3, 2]],
      [{ type: 'entityCreated' }, [4]],
      [{ type: 'entityUpdated', state: 'success' }, []],
      [{ attribute: 'email' }, [1]],
      [{ attribute: 'name' }, [4]],
      [{ attribute: 'say "hi"' }, [5]],
      [{ attribute: '100%_' }, [5]],
      [{ attribute: '%' }, []],
      [{ attribute: 'email', state: 'success' }, []],
      [{ user }, [4, 2]],
      [{ user: '6b004bc5' }, [4, 2]],
      [{ user: '6b004bc5', type: 'entityCreated' }, [4]],
      [{ user: 'B004' }, []],
    ])('by %o', async (query, expected) => {
      const { items, total } = await page(query)
      expect([seconds(items), total]).toEqual([expected, expected.length])
    })

    it('pages and counts what matches', async () => {
      const first = await page({ state: 'failure', size: 1 })
      expect([seconds(first.items), first.total, first.newer]).toEqual([[2], 2, null])
      const second = await page({ state: 'failure', size: 1, before: first.older })
      expect([seconds(second.items), second.older]).toEqual([[1], null])
    })

    it('always offers every choice there is', async () => {
      expect((await page({ state: 'failure' })).choices).toEqual({
        types: ['entityCreated', 'entityDeleted', 'entityUpdated'],
        states: ['awaiting-retry', 'failure', 'success'],
        attributes: ['100%_', 'Email', 'email', 'name', 'name.first', 'say "hi"'],
      })
    })
  })

  it('sums up each subscription', async () => {
    const [busy, quiet, other] = [randomUUID(), randomUUID(), randomUUID()]
    await put([
      anEvent(1, { subscriptionId: busy }),
      anEvent(9, { subscriptionId: busy, updatedAt: timeOf(NOON + 60_000) }),
      anEvent(2, { subscriptionId: busy, state: 'executing' }),
      anEvent(3, { subscriptionId: busy, state: 'on-hold' }),
      anEvent(4, { subscriptionId: busy, state: 'failure', cause: 'timeout' }),
      anEvent(6, { subscriptionId: busy, state: 'failure', cause: 'off', expiresAt: timeOf(NOON + DAY) }),
      anEvent(5, { subscriptionId: quiet }),
    ])
    await index.put('staging', [anEvent(1, { subscriptionId: other })])
    const stats = await index.stats('production')
    expect([...stats.keys()].toSorted()).toEqual([busy, quiet].toSorted())
    expect(stats.get(busy)).toEqual({
      total: 6,
      succeeded: 2,
      pending: 2,
      failed: 2,
      failedWhileOff: 1,
      soonestExpiry: timeOf(NOON + DAY),
      lastDeliveredAt: timeOf(NOON + 60_000),
      lastFailedAt: timeOf(NOON + 6_000),
      expiringWithinDay: 1,
      lastAnswer: { at: timeOf(NOON + 60_000), delivered: true, status: 200, cause: null },
      failingSince: null,
    })
    expect(stats.get(quiet)).toMatchObject({ total: 1, failed: 0, soonestExpiry: null, lastFailedAt: null })
    expect([...(await index.stats('production', [quiet, other])).keys()]).toEqual([quiet])
    expect(await index.stats('production', [])).toEqual(new Map())
  })

  it('names what is not final, oldest first', async () => {
    const [first, second] = [anEvent(1, { state: 'executing' }), anEvent(2, { state: 'awaiting-retry' })]
    await put([second, anEvent(3), first, anEvent(4, { state: 'failure' })])
    expect(await index.unsettled('production', SUBSCRIPTION)).toEqual([first.id, second.id])
  })

  it('forgets what has expired, and its choices', async () => {
    await put([
      anEvent(1, { attributes: ['old'] }),
      anEvent(2, { attributes: ['old', 'new'], expiresAt: timeOf(NOON + 9 * DAY) }),
    ])
    await put([anEvent(3, { expiresAt: timeOf(NOON) })]) // already over
    expect((await page()).total).toBe(2)
    clock.now = NOON + 8 * DAY
    await index.forgetExpired()
    expect(seconds((await page()).items)).toEqual([2])
    clock.now = NOON + 9 * DAY
    await index.forgetExpired()
    expect(await page()).toMatchObject({ total: 0, choices: { attributes: [] } })
  })

  it('removes a subscription, and an environment, with everything of it', async () => {
    const other = randomUUID()
    await put([anEvent(1), anEvent(2, { subscriptionId: other })])
    await index.put('staging', [anEvent(3)])
    await index.removeSubscription('production', SUBSCRIPTION)
    expect((await page()).total).toBe(0)
    expect((await index.stats('production')).size).toBe(1)
    await index.clear('production')
    expect((await index.stats('production')).size).toBe(0)
    expect((await index.stats('staging')).size).toBe(1)
  })

  it('takes thousands of events, and texts no index would hold', async () => {
    const attributes = Array.from({ length: 1_500 }, (_, place) => `custom.attribute.number.${place}`)
    await put([
      ...Array.from({ length: 2_000 }, (_, at) => anEvent(at)),
      anEvent(3_000, { attributes, state: 'failure' }),
    ])
    const { total, choices, items } = await page({ attribute: 'custom.attribute.number.77' })
    expect([total, choices.attributes.length, items[0]?.attributes]).toEqual([1, 1_500, attributes])
    expect(await index.count('production', SUBSCRIPTION)).toBe(2_001)
  })
})
