import type { SubscriptionRow } from '../../contract/subscription.ts'

/** While stored events are being read, or are about to be for the first time, the counts grow: look often. */
const READING = 2_000
/** Otherwise only what happens, and what others do, changes them. */
const USUAL = 30_000

/** Returns the interval at which these subscriptions are read again, in ms. A tab in the background does not read. */
export function pollEvery(rows: readonly SubscriptionRow[]): number {
  const reading = rows.some(({ stats: { freshness } }) =>
    freshness.asOf === null ? freshness.problem === null : freshness.syncing,
  )
  return reading ? READING : USUAL
}
