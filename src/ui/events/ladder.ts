import type { EventItem, HistoryEntry } from '../../contract/event.ts'

/** Waits before each of the six attempts, in ms (API 6.3). */
const WAITS = [0, 3_000, 30_000, 300_000, 3_600_000, 86_400_000] as const
const WAIT_WORDS = ['at once', '+3 s', '+30 s', '+5 min', '+1 h', '+24 h'] as const

/** One rung of the fixed retry ladder: what came of the attempt, or when it would come. */
export interface Rung {
  number: number
  /** The time since the attempt before it. */
  wait: string
  outcome: 'accepted' | 'failed' | 'next' | 'open' | 'unused'
  /** The time of the attempt; of the next one the time it is due. Null when that cannot be known. */
  at: string | null
  status: number | null
  error: string | null
}

/**
 * The six attempts of the present round: a redelivery starts a new one (API 7). An attempt is a state that follows
 * `executing`; rungs that will not be climbed any more are `unused`.
 */
export function ladderOf(
  event: Pick<EventItem, 'state' | 'createdAt' | 'attempts'>,
  history: readonly HistoryEntry[],
): Rung[] {
  const begin = history.findLastIndex(({ state }) => state === 'awaiting-executing')
  const tried = history
    .slice(begin + 1)
    .filter(
      ({ state, attempt }) =>
        attempt !== null && (state === 'success' || state === 'failure' || state === 'awaiting-retry'),
    )
  const over = event.state === 'success' || event.state === 'failure'
  return WAITS.map((wait, index): Rung => {
    const rung = { number: index + 1, wait: WAIT_WORDS[index] ?? '', at: null, status: null, error: null }
    const entry = tried[index]
    if (entry) {
      const { at, status, error } = entry
      return { ...rung, at, status, error, outcome: entry.state === 'success' ? 'accepted' : 'failed' }
    }
    if (over) return { ...rung, outcome: 'unused' }
    if (index !== tried.length) return { ...rung, outcome: 'open' }
    const last = tried.at(-1)?.at ?? history[begin]?.at ?? event.createdAt
    return { ...rung, outcome: 'next', at: new Date(Date.parse(last) + wait).toISOString() }
  })
}

/** Returns the number of times this event went through the ladder: once, and once more for each redelivery. */
export function roundsOf(history: readonly HistoryEntry[]): number {
  return history.filter(({ state }) => state === 'awaiting-executing').length
}
