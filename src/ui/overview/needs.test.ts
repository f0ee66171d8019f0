import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAUSES } from '../../contract/event.ts'
import type { Overview } from '../../contract/overview.ts'
import { headline, needWords } from './need-words.ts'
import { MOST_ROWS, type Need, needsOf, sawAll } from './needs.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const TELLING = { now: NOW, zone: 'utc' } as const

const QUIET: Overview = {
  environment: 'production',
  asOf: '2026-11-21T12:00:00Z',
  subscriptions: { all: 36, on: 36, missing: 0 },
  freshness: {
    ...{ asOf: '2026-11-21T12:00:00Z', complete: true, read: 2_700, total: 2_700, syncing: false, problem: null },
    ...{ unreadable: 0, unknownStates: [], subscriptions: 36, unread: 0 },
  },
  behind: { count: 0, oldest: null, problem: null },
  lastDeliveredAt: '2026-11-21T11:59:00Z',
  failed: 0,
  expiring: { count: 0, sendable: 0, soonest: null, subscriptions: { count: 0, items: [] } },
  ...{ failing: { count: 0, items: [] }, off: { count: 0, items: [] }, silent: { count: 0, items: [] } },
  undelivered: { count: 0, items: [] },
  runs: { active: 0, stopped: [] },
  ...{ exports: [], troubles: [] },
}

const time = fc.integer({ min: 0, max: 6 * 86_400 }).map((ago) => new Date(NOW - ago * 1_000).toISOString())
const named = { id: fc.uuid(), title: fc.string({ minLength: 1 }).map((title) => `T${title}`) }
const number = fc.integer({ min: 1, max: 9_999 })
const some = <Item>(item: fc.Arbitrary<Item>) =>
  fc
    .tuple(fc.array(item, { maxLength: 6 }), fc.integer({ min: 0, max: 40 }))
    .map(([items, more]) => ({ items, count: items.length === 6 ? 6 + more : items.length }))

const failing = fc.record({
  ...named,
  answer: fc.record({
    at: time,
    delivered: fc.constant(false),
    status: fc.option(fc.integer({ min: 300, max: 599 })),
    cause: fc.option(fc.constantFrom(...CAUSES)),
  }),
  since: time,
  lastDeliveredAt: fc.option(time),
  failed: number,
  pending: number,
  soonestExpiry: fc.option(time),
})
const overviews: fc.Arbitrary<Overview> = fc
  .record({
    troubles: fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('credentials' as const, 'unreachable' as const, 'clock' as const),
        title: fc.string({ minLength: 1 }),
        text: fc.string(),
      }),
      { selector: ({ code }) => code },
    ),
    expiring: fc.record({
      ...{ count: fc.nat(99), sendable: fc.nat(99), soonest: fc.option(time) },
      subscriptions: some(fc.record(named)),
    }),
    failing: some(failing),
    off: some(
      fc.record({
        ...named,
        ...{ failed: number, soonestExpiry: fc.option(time), expiringWithinDay: fc.nat() },
        turnedOff: fc.option(fc.record({ at: time, by: fc.string(), reason: fc.option(fc.string()) })),
      }),
    ),
    silent: some(fc.record({ ...named, lastEventAt: time, longestPause: fc.nat() })),
    undelivered: some(fc.record({ ...named, failed: number, soonestExpiry: fc.option(time) })),
    runs: fc.record({
      active: fc.nat(),
      stopped: fc.array(
        fc.record({
          ...{ id: fc.uuid(), name: fc.string({ minLength: 1 }), stuck: fc.boolean(), left: number },
          state: fc.constantFrom('paused' as const, 'stopped' as const),
          reason: fc.option(fc.string()),
        }),
      ),
    }),
    exports: fc.array(
      fc.record({ id: fc.uuid(), subscription: fc.record(named), startedAt: time, by: fc.string(), lapsesAt: time }),
    ),
    behind: fc.record({ count: fc.nat(9), oldest: fc.option(time), problem: fc.option(fc.string()) }),
  })
  .map((found) => ({ ...QUIET, ...found }))

/** How many things of a kind the needs stand for. */
const standsFor = (needs: Need[], kind: 'failing' | 'silent' | 'undelivered' | 'run' | 'export') =>
  needs.reduce((sum, need) => {
    if (need.kind === kind) return sum + 1
    return need.kind === 'more' && need.of === kind ? sum + need.count : sum
  }, 0)

/** The order that people can rely on: what blinds, what is lost, what fails, what stands still, what is odd, the rest. */
const ORDER = ['trouble', 'expiring', 'failing', 'run', 'off', 'export', 'silent', 'undelivered', 'behind', 'clock']
const rankOf = (need: Need) => {
  if (need.kind === 'trouble' && need.trouble.code === 'clock') return ORDER.indexOf('clock')
  return ORDER.indexOf(need.kind === 'more' ? need.of : need.kind)
}

describe('what needs somebody', () => {
  it('is nothing where nothing was found, and that is only well where all was looked at', () => {
    expect(needsOf(QUIET)).toEqual([])
    expect(sawAll(QUIET)).toBe(true)
    const doubts: Partial<Overview>[] = [
      { subscriptions: null },
      { subscriptions: { all: 36, on: 36, missing: 1 } },
      { behind: { count: 1, oldest: null, problem: null } },
      { troubles: [{ code: 'clock', title: 'Late', text: '' }] },
      { freshness: { ...QUIET.freshness, complete: false } },
      { freshness: { ...QUIET.freshness, unread: 1 } },
      { freshness: { ...QUIET.freshness, problem: 'The API took too long' } },
      { freshness: { ...QUIET.freshness, unknownStates: [{ state: 'on-hold', count: 1 }] } },
    ]
    expect(doubts.map((doubt) => sawAll({ ...QUIET, ...doubt }))).toEqual(doubts.map(() => false))
  })

  it('comes worst first, and forgets nothing', () => {
    fc.assert(
      fc.property(overviews, (overview) => {
        const needs = needsOf(overview)
        const ranks = needs.map(rankOf)
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
        expect(standsFor(needs, 'failing')).toBe(overview.failing.count)
        expect(standsFor(needs, 'silent')).toBe(overview.silent.count)
        expect(standsFor(needs, 'undelivered')).toBe(overview.undelivered.count)
        expect(standsFor(needs, 'run')).toBe(overview.runs.stopped.length)
        expect(standsFor(needs, 'export')).toBe(overview.exports.length)
        expect(needs.some(({ kind }) => kind === 'expiring')).toBe(overview.expiring.count > 0)
        expect(needs.some(({ kind }) => kind === 'off')).toBe(overview.off.count > 0)
        expect(needs.filter(({ kind }) => kind === 'trouble')).toHaveLength(overview.troubles.length)
        expect(needs.every((need) => need.kind !== 'more' || need.count > 1)).toBe(true)
        // However much is wrong, it can be taken in.
        expect(needs.length).toBeLessThanOrEqual(5 * (MOST_ROWS + 1) + 6)
      }),
    )
  })

  it('is worded in one sentence that counts what stands under it and names the worst', () => {
    fc.assert(
      fc.property(overviews, (overview) => {
        const needs = needsOf(overview)
        if (needs.length === 0) return
        const { many, which } = headline(needs, TELLING)
        expect(Number.parseInt(many, 10)).toBe(needs.length)
        const [worst] = needs
        if (worst) expect(which.startsWith(needWords(worst, TELLING))).toBe(true)
        for (const need of needs) {
          const words = needWords(need, TELLING)
          expect(words).not.toMatch(/undefined|null|NaN|\[object/)
          if ('one' in need) expect(words).toContain(need.one.title)
          if (need.kind === 'run') expect(words).toContain(need.run.name)
        }
      }),
    )
  })

  it('reads as people speak', () => {
    const overview: Overview = {
      ...QUIET,
      expiring: { count: 10, sendable: 10, soonest: null, subscriptions: { count: 0, items: [] } },
      failing: {
        count: 1,
        items: [
          {
            ...{ id: 'one', title: 'CRM sync', since: '2026-11-20T23:12:00Z', lastDeliveredAt: null },
            answer: { at: '2026-11-21T11:57:00Z', delivered: false, status: 503, cause: 'server-error' },
            ...{ failed: 51, pending: 3, soonestExpiry: null },
          },
        ],
      },
      off: { count: 3, items: [] },
    }
    expect(headline(needsOf(overview), TELLING)).toEqual({
      many: '3 things need you',
      which:
        '10 events expire within 24 h · CRM sync has answered 503 since yesterday 23:12 UTC · 3 subscriptions are off and recording',
    })
    const one = { ...QUIET, expiring: { ...overview.expiring, count: 1 } }
    expect(headline(needsOf(one), TELLING)).toEqual({
      many: '1 thing needs you',
      which: '1 event expires within 24 h',
    })
  })
})
