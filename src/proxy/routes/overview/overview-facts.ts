import { EXPORT_RETENTION, MINUTE } from '../../../contract/durations.ts'
import { MOST_TOLD, type Overview } from '../../../contract/overview.ts'
import type { RunSummary } from '../../../contract/run.ts'
import type { EventStats, HealthKind, Subscription, TurnedOff } from '../../../contract/subscription.ts'
import type { Silence } from '../../../store/events/silence.ts'
import type { OpenExport } from '../../../store/journal/answers.ts'
import { isOf } from '../subscriptions/health.ts'

/** Quiet event stores are read once an hour: what is older than this is behind. */
const BEHIND = 90 * MINUTE

type Stats = ReadonlyMap<string, EventStats>
type Known = { subscription: Subscription; stats: EventStats }

/** Returns the worst of a kind and how many there are, in the order of a key: what sorts first is the worst. */
function worst<Item>(all: Item[], keyOf: (item: Item) => (string | number)[]) {
  const sorted = all.map((item) => ({ item, key: keyOf(item) })).sort((one, other) => compare(one.key, other.key))
  return { count: all.length, items: sorted.slice(0, MOST_TOLD).map(({ item }) => item) }
}

const compare = (one: (string | number)[], other: (string | number)[]): number => {
  const place = one.findIndex((part, at) => part !== other[at])
  return place < 0 ? 0 : (one[place] ?? '') < (other[place] ?? '') ? -1 : 1
}

/** Sorts after every time. */
const NEVER = '~'

type OfSubscriptions = Pick<
  Overview,
  'failing' | 'off' | 'undelivered' | 'expiring' | 'behind' | 'failed' | 'lastDeliveredAt'
>

/** Returns what the figures say of subscriptions. `now` is in milliseconds. */
export function subscriptionFacts(
  subscriptions: readonly Subscription[],
  stats: Stats,
  turnedOff: ReadonlyMap<string, TurnedOff>,
  now: number,
): OfSubscriptions {
  const known = subscriptions.flatMap((subscription): Known[] => {
    const own = stats.get(subscription.id)
    return own ? [{ subscription, stats: own }] : []
  })
  const those = (kind: HealthKind) => known.filter((one) => isOf(kind, { ...one, silent: false }))
  const expiring = those('expiring')
  const sumOf = (of: Known[], figure: 'expiringWithinDay' | 'failed') =>
    of.reduce((sum, { stats: own }) => sum + own[figure], 0)
  const soonestOf = ({ stats: { soonestExpiry } }: Known) => soonestExpiry ?? NEVER
  return {
    failed: sumOf(known, 'failed'),
    lastDeliveredAt: known.flatMap(({ stats: own }) => own.lastDeliveredAt ?? []).reduce(later, null),
    failing: worst(those('failing').flatMap(failingOf), ({ failed, pending, since }) => [-(failed + pending), since]),
    undelivered: worst(
      those('undelivered').map(({ subscription, stats: { failed, soonestExpiry } }) => ({
        ...nameOf(subscription),
        failed,
        soonestExpiry,
      })),
      ({ soonestExpiry, failed }) => [soonestExpiry ?? NEVER, -failed],
    ),
    off: worst(
      those('off')
        .filter(({ stats: { failed } }) => failed > 0)
        .map(({ subscription, stats: { failed, soonestExpiry, expiringWithinDay } }) => ({
          ...nameOf(subscription),
          ...{ failed, soonestExpiry, expiringWithinDay },
          turnedOff: turnedOff.get(subscription.id) ?? null,
        })),
      ({ soonestExpiry, failed }) => [soonestExpiry ?? NEVER, -failed],
    ),
    expiring: {
      count: sumOf(expiring, 'expiringWithinDay'),
      sendable: sumOf(
        expiring.filter(({ subscription }) => subscription.enabled),
        'expiringWithinDay',
      ),
      soonest: expiring.map(soonestOf).toSorted()[0] ?? null,
      subscriptions: named(worst(expiring, (one) => [soonestOf(one)])),
    },
    behind: behindOf(known, now),
  }
}

const nameOf = ({ id, title }: Subscription) => ({ id, title })
const named = ({ count, items }: { count: number; items: Known[] }) => ({
  count,
  items: items.map(({ subscription }) => nameOf(subscription)),
})
const later = (one: string | null, other: string) => (one === null || other > one ? other : one)

const failingOf = ({ subscription, stats: own }: Known) => {
  const { lastAnswer, failingSince, lastDeliveredAt, failed, failedWhileOff, pending, soonestExpiry } = own
  if (!lastAnswer) return []
  return {
    ...nameOf(subscription),
    ...{ answer: lastAnswer, since: failingSince ?? lastAnswer.at, lastDeliveredAt, pending, soonestExpiry },
    failed: failed - failedWhileOff,
  }
}

const behindOf = (known: Known[], now: number): Overview['behind'] => {
  const behind = known.filter(
    ({ stats: { freshness } }) =>
      freshness.problem !== null || (freshness.asOf !== null && now - Date.parse(freshness.asOf) > BEHIND),
  )
  return {
    count: behind.length,
    oldest: behind.flatMap(({ stats: { freshness } }) => freshness.asOf ?? []).toSorted()[0] ?? null,
    problem: behind.find(({ stats: { freshness } }) => freshness.problem !== null)?.stats.freshness.problem ?? null,
  }
}

/** Returns the subscriptions that went silent although they are on, the longest silence first. */
export function silentOf(byId: ReadonlyMap<string, Subscription>, silences: readonly Silence[]): Overview['silent'] {
  return worst(
    silences.flatMap(({ subscriptionId, lastEventAt, longestPause }) => {
      const subscription = byId.get(subscriptionId)
      return subscription?.enabled ? [{ ...nameOf(subscription), lastEventAt, longestPause }] : []
    }),
    ({ lastEventAt }) => [lastEventAt],
  )
}

const HALTED: readonly RunSummary['state'][] = ['paused', 'stopped']

/** Returns the runs that do not go on before somebody does something. */
export function stoppedRuns(runs: readonly RunSummary[]): Overview['runs']['stopped'] {
  return runs.flatMap(({ id, name, state, stateReason, counts, endsAt }) => {
    const left = counts.held + counts.waiting
    const stuck = !HALTED.includes(state) && counts.waiting > 0 && endsAt === null
    return left > 0 && (stuck || HALTED.includes(state)) ? [{ id, name, state, stuck, reason: stateReason, left }] : []
  })
}

/** Returns the exports whose files vanish within so many milliseconds, the first to vanish first. */
export function lapsingExports(open: readonly OpenExport[], within: number, now: number): Overview['exports'] {
  return open
    .map((one) => ({ ...one, lapsesAt: new Date(Date.parse(one.startedAt) + EXPORT_RETENTION).toISOString() }))
    .filter(({ lapsesAt }) => Date.parse(lapsesAt) > now && Date.parse(lapsesAt) - now <= within)
    .slice(0, MOST_TOLD)
}
