import type { FailedSummary } from '../contract/failed-event.ts'
import type { Freshness, UnknownState } from '../contract/freshness.ts'
import { type EventStats, NO_EVENTS } from '../contract/subscription.ts'
import type { EventIndex } from '../store/events/event-index.ts'
import type { Feed } from '../store/events/feeds.ts'
import type { EventSync } from './events/event-sync.ts'
import { freshnessOf } from './events/freshness.ts'
import type { Renewal } from './renewal.ts'

/** The age at which a copy of an event store is read again when a person opens the failed events, in ms. */
const MAX_AGE = 15_000
/** With many subscriptions it may be older by this much for each (ms), so that they are not read without a pause. */
const EACH = 30
/** The number of subscriptions that one request reads. */
const AT_ONCE = 100

export type ScopeFreshness = FailedSummary['freshness']

interface FreshnessSources {
  sync: Pick<EventSync, 'look'>
  renewal: Pick<Renewal, 'ask'>
  store: { events: Pick<EventIndex, 'feeds' | 'unknownStates'> }
  /** Counts the stored events of each subscription. */
  counts: (environment: string) => Promise<Map<string, number>>
  now: () => number
}

/**
 * Returns the freshness of the copies, of one subscription or of all. A single old copy is read at once and awaited for
 * a moment; of all, the oldest are read behind the answer, a limited number each time. Without a list of subscriptions
 * the answer covers what is stored, and says so.
 */
export async function readFreshness(
  sources: FreshnessSources,
  environment: string,
  { byId, problem }: { byId: ReadonlyMap<string, unknown>; problem: string | null },
  subscription: string | undefined,
): Promise<ScopeFreshness> {
  if (subscription !== undefined && byId.has(subscription)) {
    const freshness = await sources.sync.look(environment, subscription, { maxAge: MAX_AGE })
    return { ...freshness, subscriptions: 1, unread: freshness.asOf === null ? 1 : 0 }
  }
  const feeds = await sources.store.events.feeds.list(
    environment,
    subscription === undefined ? undefined : [subscription],
  )
  const known = new Map(feeds.map((feed) => [feed.subscriptionId, feed]))
  // One that is gone is not asked for: what is stored of it is all there is.
  if (problem !== null || subscription !== undefined) {
    const stored = await storedFreshness(sources, environment, [...known.keys()], known)
    return { ...stored, complete: problem === null && stored.complete, problem: stored.problem ?? problem }
  }
  const ids = [...byId.keys()]
  const renewed = renew(sources, environment, ids, known)
  const all = await storedFreshness(sources, environment, ids, known)
  return { ...all, syncing: all.syncing || renewed }
}

/**
 * Returns the figures of all subscriptions of an environment with the freshness of the whole; if it `renews`, the oldest
 * copies are read behind the answer.
 */
export async function readAllStats(
  {
    renewal,
    store,
    now,
  }: {
    renewal: FreshnessSources['renewal']
    store: { events: Pick<EventIndex, 'feeds' | 'unknownStates' | 'stats'> }
    now: () => number
  },
  environment: string,
  { ids, renews }: { ids: string[]; renews: boolean },
): Promise<{ stats: Map<string, EventStats>; freshness: ScopeFreshness }> {
  const feeds = await store.events.feeds.list(environment)
  const known = new Map(feeds.map((feed) => [feed.subscriptionId, feed]))
  const renewed = renews && renew({ renewal, now }, environment, ids, known)
  const figures = await store.events.stats(environment)
  const unknown = await store.events.unknownStates(environment)
  const stats = new Map(
    ids.map((id) => {
      const counts = figures.get(id) ?? NO_EVENTS
      const holds = { read: counts.total, unknownStates: unknown.get(id) }
      return [id, { ...counts, freshness: freshnessOf(known.get(id), holds, now()) }]
    }),
  )
  const all = combined([...stats.values()].map(({ freshness }) => freshness))
  return { stats, freshness: { ...all, syncing: all.syncing || renewed } }
}

/**
 * Asks for old copies to be read; returns true when one of them did not fail the last time, so that the page asks again
 * soon.
 */
function renew(
  { renewal, now }: Pick<FreshnessSources, 'renewal' | 'now'>,
  environment: string,
  ids: string[],
  known: Map<string, Feed>,
): boolean {
  const maxAge = Math.max(MAX_AGE, ids.length * EACH)
  const old = ids
    .map((id) => ({ id, at: lastTry(known.get(id)) }))
    .filter(({ at }) => now() - at >= maxAge)
    .toSorted((one, other) => one.at - other.at)
    .slice(0, AT_ONCE)
    .map(({ id }) => id)
  renewal.ask(environment, old, maxAge)
  return old.some((id) => (known.get(id)?.problem ?? null) === null)
}

async function storedFreshness(
  { counts, store, now }: FreshnessSources,
  environment: string,
  ids: string[],
  known: Map<string, Feed>,
) {
  const stored = await counts(environment)
  const unknown = await store.events.unknownStates(environment)
  const each = ids.map((id) => {
    const holds = { read: stored.get(id) ?? 0, unknownStates: unknown.get(id) }
    return freshnessOf(known.get(id), holds, now())
  })
  return combined(each)
}

const lastTry = (feed: Feed | undefined): number => Math.max(feed?.asOf ?? 0, feed?.triedAt ?? 0)

/** Combines freshness: a subscription that was never read counts as unread, and the figures are of the others. */
const combined = (each: Freshness[]): ScopeFreshness => {
  const times = each.flatMap(({ asOf }) => asOf ?? [])
  const read = each.filter(({ asOf }) => asOf !== null)
  const problems = each.flatMap(({ problem }) => problem ?? [])
  const differs = each.find((one) => one.differs !== undefined)?.differs
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return {
    asOf: times.toSorted()[0] ?? null,
    complete: each.every(({ complete }) => complete),
    read: each.reduce((sum, one) => sum + one.read, 0),
    total: read.some(({ total }) => total === null) ? null : read.reduce((sum, { total }) => sum + (total ?? 0), 0),
    syncing: each.some(({ syncing }) => syncing),
    unreadable: each.reduce((sum, { unreadable }) => sum + unreadable, 0),
    ...(differs !== undefined && { differs }),
    unknownStates: together(each.flatMap(({ unknownStates }) => unknownStates)),
    problem: problems[0] === undefined ? null : `${problems[0]}${others}`,
    subscriptions: each.length,
    unread: each.length - times.length,
  }
}

/** Adds up the same states, the most frequent first. */
const together = (all: UnknownState[]): UnknownState[] =>
  [...Map.groupBy(all, ({ state }) => state)]
    .map(([state, same]) => ({ state, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((one, other) => other.count - one.count)
