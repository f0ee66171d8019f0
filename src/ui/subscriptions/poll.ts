import type { SubscriptionRow } from '../../contract/subscription.ts'

/** While stored events are still being read the counts grow: look often. Otherwise only what others do changes. */
const SYNCING = 3_000
const USUAL = 30_000

/** How often to look again at these subscriptions, in ms. A tab in the background does not look at all. */
export const pollEvery = (rows: readonly SubscriptionRow[]): number =>
  rows.some(({ stats }) => stats.freshness.syncing) ? SYNCING : USUAL
