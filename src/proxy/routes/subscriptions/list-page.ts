import {
  type EventCounts,
  type HealthKind,
  NO_EVENTS,
  type Subscription,
  type SubscriptionPage,
  type SubscriptionQuery,
} from '../../../contract/subscription.ts'
import { sortableTime } from '../../../contract/timestamp.ts'
import type { Snapshot } from '../../../sync/subscription-directory.ts'
import { isOf } from './health.ts'
import { matcher } from './list-search.ts'

/** A page of the list, its rows still without the freshness of their counts. */
export interface SelectedPage extends Omit<SubscriptionPage, 'items'> {
  items: (Subscription & { stats: EventCounts })[]
}

/**
 * Returns a page of the snapshot, searched, filtered and sorted. Search: every word stands in title, endpoint or
 * id, whatever its case and accents. Sort: names as people order them (2 before 10), rows without the value last in
 * either direction, equal ones by title, then id. A page past the end becomes the last one.
 */
export function selectPage(
  snapshot: Snapshot,
  query: SubscriptionQuery,
  stats: ReadonlyMap<string, EventCounts>,
  silent: ReadonlySet<string> = new Set(),
): SelectedPage {
  const matches = matcher(query.q)
  const ails = (kind: HealthKind, subscription: Subscription) =>
    isOf(kind, { subscription, stats: stats.get(subscription.id) ?? NO_EVENTS, silent: silent.has(subscription.id) })
  const matching = snapshot.items.filter(
    (item) =>
      (query.enabled === undefined || item.enabled === (query.enabled === 'on')) &&
      (query.event === undefined || item.events.includes(query.event)) &&
      (query.health === undefined || ails(query.health, item)) &&
      matches(item),
  )
  const pages = Math.max(1, Math.ceil(matching.length / query.size))
  const page = Math.min(query.page, pages)
  const shown = sorted(matching, query, stats).slice((page - 1) * query.size, page * query.size)
  return {
    items: shown.map((item) => ({ ...item, stats: stats.get(item.id) ?? NO_EVENTS })),
    total: matching.length,
    all: snapshot.items.length,
    page,
    requestedPage: query.page,
    pages,
    size: query.size,
    asOf: new Date(snapshot.asOf).toISOString(),
    eventTypes: [...new Set(snapshot.items.flatMap(({ events }) => events))].toSorted(),
    ...(snapshot.missing > 0 && { missing: snapshot.missing }),
    ...(snapshot.differs !== undefined && { differs: snapshot.differs }),
    ...(snapshot.problem !== undefined && { problem: snapshot.problem }),
  }
}

type Value = string | number | null

const VALUES: Record<SubscriptionQuery['sort'], (item: Subscription, counts: EventCounts) => Value> = {
  title: ({ title }) => title,
  endpoint: ({ endpoint }) => endpoint,
  failed: (_, { failed }) => failed,
  lastDelivered: (_, { lastDeliveredAt }) => lastDeliveredAt && sortableTime(lastDeliveredAt),
  updated: ({ updatedAt }) => (updatedAt === null ? '' : sortableTime(updatedAt)),
}

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const sorted = (
  items: readonly Subscription[],
  { sort, direction }: SubscriptionQuery,
  stats: ReadonlyMap<string, EventCounts>,
): Subscription[] => {
  const sign = direction === 'asc' ? 1 : -1
  const sortValue = VALUES[sort]
  return items
    .map((item) => ({ item, value: sortValue(item, stats.get(item.id) ?? NO_EVENTS) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || tie(a.item, b.item)
      return sign * compare(a.value, b.value) || tie(a.item, b.item)
    })
    .map(({ item }) => item)
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : NAMES.compare(String(a), String(b))

const tie = (a: Subscription, b: Subscription): number => NAMES.compare(a.title, b.title) || (a.id < b.id ? -1 : 1)
