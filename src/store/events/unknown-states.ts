import { type Kysely, sql } from 'kysely'
import type { UnknownState } from '../../contract/freshness.ts'
import { EVENT_STATES } from '../../contract/upstream/event.ts'
import type { Tables } from '../database/tables.ts'

/**
 * Returns the states outside the documented ones (API 6.1) that stored events are in, by subscription, the most frequent
 * first; of all of an environment when no ids are given. Only what is not final is looked through, which is little.
 */
export async function readUnknownStates(
  db: Kysely<Tables>,
  environment: string,
  subscriptionIds?: string[],
): Promise<Map<string, UnknownState[]>> {
  if (subscriptionIds?.length === 0) return new Map()
  let feeds = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
  if (subscriptionIds) feeds = feeds.where('subscription_id', 'in', subscriptionIds)
  const counted = db
    .selectFrom('events')
    .where(sql.ref('settled'), '=', sql.lit(0))
    .where('feed', 'in', feeds)
    .where('state', 'not in', EVENT_STATES)
    .groupBy(['feed', 'state'])
    .select(['feed', 'state'])
    .select((row) => row.fn.countAll<number>().as('count'))
  const rows = await db
    .selectFrom(counted.as('counted'))
    .innerJoin('event_feeds', 'event_feeds.id', 'counted.feed')
    .select(['subscription_id', 'state', 'count'])
    .orderBy('count', 'desc')
    .orderBy('state')
    .execute()
  const groups = Map.groupBy(rows, (row) => row.subscription_id)
  return new Map([...groups].map(([id, own]) => [id, own.map(({ state, count }) => ({ state, count }))]))
}
