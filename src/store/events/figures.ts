import type { Kysely } from 'kysely'
import { EVENT_STATES } from '../../contract/upstream/event.ts'
import type { Tables } from '../database/tables.ts'

/** The events of a subscription in one state; all that the console does not know are `unknown`. */
export interface StateFigure {
  subscriptionId: string
  state: (typeof EVENT_STATES)[number] | 'unknown'
  count: number
  /** The time at which the API forgets the first of them. */
  soonestExpiry: string
}

/** Counts the events of some feeds by state. An index alone answers it. */
export async function readStateFigures(
  db: Kysely<Tables>,
  feeds: readonly { id: number; subscriptionId: string }[],
): Promise<StateFigure[]> {
  if (feeds.length === 0) return []
  const names = new Map(feeds.map(({ id, subscriptionId }) => [id, subscriptionId]))
  const groups = await db
    .selectFrom('events')
    .where('feed', 'in', [...names.keys()])
    .groupBy(['feed', 'state'])
    .select(({ fn }) => ['feed', 'state', fn.countAll<number>().as('count'), fn.min('expires_at').as('soonestExpiry')])
    .execute()
  return groups.map(({ feed, state, count, soonestExpiry }) => ({
    subscriptionId: names.get(feed) ?? '',
    state: EVENT_STATES.find((known) => known === state) ?? 'unknown',
    count,
    soonestExpiry,
  }))
}
