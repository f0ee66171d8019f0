import type { Freshness } from '../contract/freshness.ts'
import type { Feed } from '../store/event-feeds.ts'

/** How current the copy is of a subscription that nobody has read yet. */
export const NEVER_READ: Freshness = {
  asOf: null,
  complete: false,
  read: 0,
  total: null,
  syncing: false,
  problem: null,
}

/**
 * What a feed's state means to whoever looks at its events. `total` is only told when it can be right: some APIs count
 * the page, not the store (API 17).
 */
export function freshnessOf(feed: Feed | undefined, read: number, now: number): Freshness {
  if (!feed) return { ...NEVER_READ, read }
  const plausible = feed.total !== null && feed.total > read ? feed.total : null
  return {
    asOf: feed.asOf === null ? null : new Date(feed.asOf).toISOString(),
    complete: feed.complete,
    read,
    total: feed.complete ? read : plausible,
    syncing: feed.leasedUntil !== null && feed.leasedUntil > now,
    problem: feed.problem,
  }
}
