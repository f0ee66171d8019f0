import type { Freshness, UnknownState } from '../../contract/freshness.ts'
import type { Feed } from '../../store/events/feeds.ts'
import { unreadableIn } from './progress.ts'

/** The freshness of a subscription that has not been read yet. */
const NEVER_READ: Freshness = {
  asOf: null,
  complete: false,
  read: 0,
  total: null,
  syncing: false,
  problem: null,
  unreadable: 0,
  unknownStates: [],
}

/**
 * Returns the freshness that a feed's state means. `total` is only told when it can be right: some APIs count
 * the page, not the store (API 17).
 */
export function freshnessOf(
  feed: Feed | undefined,
  { read, unknownStates = [] }: { read: number; unknownStates?: UnknownState[] | undefined },
  now: number,
): Freshness {
  if (!feed) return { ...NEVER_READ, read }
  const plausible = feed.total !== null && feed.total > read ? feed.total : null
  const { unreadable, differs } = unreadableIn(feed.progress)
  return {
    asOf: feed.asOf === null ? null : new Date(feed.asOf).toISOString(),
    complete: feed.complete && unreadable === 0,
    read,
    total: feed.complete ? read + unreadable : plausible,
    syncing: feed.leasedUntil !== null && feed.leasedUntil > now,
    problem: feed.problem,
    unreadable,
    ...(differs !== undefined && { differs }),
    unknownStates,
  }
}
