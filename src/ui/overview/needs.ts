import type { Overview } from '../../contract/overview.ts'

/** The most listeners, subscriptions or runs of one kind that have a row each; the others share one. */
export const MOST_ROWS = 3

type One<Kind extends 'failing' | 'silent' | 'undelivered'> = Overview[Kind]['items'][number]

/** Something that needs somebody. Each is a row of the overview, with one thing to do about it. */
export type Need =
  | { kind: 'trouble'; trouble: Overview['troubles'][number] }
  | { kind: 'expiring'; expiring: Overview['expiring'] }
  | { kind: 'failing'; one: One<'failing'> }
  | { kind: 'run'; run: Overview['runs']['stopped'][number] }
  | { kind: 'off'; off: Overview['off'] }
  | { kind: 'export'; job: Overview['exports'][number] }
  | { kind: 'silent'; one: One<'silent'> }
  | { kind: 'undelivered'; one: One<'undelivered'> }
  | { kind: 'behind'; behind: Overview['behind'] }
  | { kind: 'more'; of: 'failing' | 'run' | 'export' | 'silent' | 'undelivered'; count: number }

/**
 * Returns what needs somebody, worst first: what keeps the console from knowing anything, what is lost within a day, what
 * fails now, what stands still, what is about to be lost later, what is odd, what can be caught up on. The order within a
 * kind is the server's.
 */
export function needsOf(overview: Overview): Need[] {
  const { troubles, expiring, failing, runs, off, exports, silent, undelivered, behind } = overview
  const blind = troubles.filter(({ code }) => code !== 'clock')
  const clock = troubles.filter(({ code }) => code === 'clock')
  return [
    ...blind.map((trouble) => ({ kind: 'trouble', trouble }) as const),
    ...(expiring.count > 0 ? [{ kind: 'expiring', expiring } as const] : []),
    ...rows('failing', failing.items, failing.count, (one) => ({ kind: 'failing', one })),
    ...rows('run', runs.stopped, runs.stopped.length, (run) => ({ kind: 'run', run })),
    ...(off.count > 0 ? [{ kind: 'off', off } as const] : []),
    ...rows('export', exports, exports.length, (job) => ({ kind: 'export', job })),
    ...rows('silent', silent.items, silent.count, (one) => ({ kind: 'silent', one })),
    ...rows('undelivered', undelivered.items, undelivered.count, (one) => ({ kind: 'undelivered', one })),
    // An API that cannot be asked leaves everything behind: that is one thing, not two.
    ...(behind.count > 0 && blind.length === 0 ? [{ kind: 'behind', behind } as const] : []),
    ...clock.map((trouble) => ({ kind: 'trouble', trouble }) as const),
  ]
}

/** Gives each a row, or the worst of many, with one for the others: never a row that stands for a single one. */
function rows<Item>(
  of: Extract<Need, { kind: 'more' }>['of'],
  items: readonly Item[],
  count: number,
  needOf: (item: Item) => Need,
): Need[] {
  const shown = count <= MOST_ROWS + 1 ? count : MOST_ROWS
  const own = items.slice(0, shown).map(needOf)
  return count > own.length ? [...own, { kind: 'more', of, count: count - own.length }] : own
}

/** Returns true when everything was looked at, lately and to the end, so that nothing found means that there is nothing. */
export function sawAll({ subscriptions, freshness, behind, troubles }: Overview): boolean {
  return (
    subscriptions !== null &&
    subscriptions.missing === 0 &&
    troubles.length === 0 &&
    behind.count === 0 &&
    freshness.complete &&
    freshness.unread === 0 &&
    freshness.problem === null &&
    freshness.unknownStates.length === 0
  )
}
