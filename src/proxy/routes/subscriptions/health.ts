import type { EventCounts, HealthKind, Subscription } from '../../../contract/subscription.ts'

/** A subscription with its figures; `silent` where its events come no more. */
export interface Examined {
  subscription: Pick<Subscription, 'enabled'>
  stats: Pick<EventCounts, 'lastAnswer' | 'expiringWithinDay' | 'failed'>
  silent: boolean
}

const fails = ({ subscription, stats: { lastAnswer } }: Examined) =>
  subscription.enabled && lastAnswer !== null && !lastAnswer.delivered

const TESTS: Record<HealthKind, (examined: Examined) => boolean> = {
  failing: fails,
  expiring: ({ stats }) => stats.expiringWithinDay > 0,
  off: ({ subscription }) => !subscription.enabled,
  silent: ({ subscription, silent }) => subscription.enabled && silent,
  undelivered: (examined) => examined.subscription.enabled && examined.stats.failed > 0 && !fails(examined),
}

/** Returns true when that is the matter with a subscription: the overview and the filter of the list mean the same. */
export function isOf(kind: HealthKind, examined: Examined): boolean {
  return TESTS[kind](examined)
}
