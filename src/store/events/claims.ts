import type { Kysely } from 'kysely'
import type { StoredClaim } from '../../contract/draft.ts'
import { timeOf } from '../../contract/timestamp.ts'
import { EventsClaim } from '../../contract/upstream/notification.ts'
import type { Tables } from '../database/tables.ts'

/** Which claims are read. */
export interface ClaimsWanted {
  subscriptionIds: string[]
  /** The subscription whose copy of an event is preferred. */
  first?: string | undefined
  limit: number
  /** In milliseconds: what has expired by then is left out. */
  now: number
}

/**
 * Returns the claims of the newest stored events of some subscriptions, newest first, in one query. An event that
 * several of them stored is there once: copies have the id of the claim in common (API 11). Left out are test
 * notifications, which are not filtered (API 18 #13), and events whose token could not be read.
 */
export async function readClaims(
  db: Kysely<Tables>,
  environment: string,
  { subscriptionIds, first = '', limit, now }: ClaimsWanted,
): Promise<StoredClaim[]> {
  if (subscriptionIds.length === 0) return []
  // An event with that many newer ones in its own feed cannot be among the newest: found by the index, row by feed.
  const horizons = db
    .selectFrom('event_feeds')
    .where('environment', '=', environment)
    .where('subscription_id', 'in', subscriptionIds)
    .select((feed) =>
      feed
        .selectFrom('events as older')
        .whereRef('older.feed', '=', 'event_feeds.id')
        .orderBy('older.created_at', 'desc')
        .orderBy('older.id', 'desc')
        .offset(limit - 1)
        .limit(1)
        .select('older.created_at')
        .as('created_at'),
    )
  const stored = db
    .selectFrom('events')
    .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
    .where('environment', '=', environment)
    .where('subscription_id', 'in', subscriptionIds)
    .where('claim_json', 'is not', null)
    .where('events.type', '<>', 'test')
    .where('expires_at', '>', timeOf(now))
    .where('created_at', '>=', (row) =>
      row.fn.coalesce(
        row.selectFrom(horizons.as('horizons')).select((one) => one.fn.max('created_at').as('horizon')),
        row.val(''),
      ),
    )
    .select(['events.feed', 'events.id', 'subscription_id', 'created_at'])
    .select(({ fn, eb }) => [
      fn.coalesce('event_id', 'events.id').as('event'),
      eb.case().when('subscription_id', '=', first).then(0).else(1).end().as('rank'),
    ])
  const copies = db
    .selectFrom(stored.as('stored'))
    .selectAll()
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('event').orderBy('rank').orderBy('created_at', 'desc').orderBy('id'))
        .as('copy'),
    )
  const newest = db
    .selectFrom(copies.as('copies'))
    .selectAll()
    .where('copy', '=', 1)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  const rows = await db
    .selectFrom(newest.as('newest'))
    .innerJoin('events', (join) => join.onRef('events.feed', '=', 'newest.feed').onRef('events.id', '=', 'newest.id'))
    .select(['newest.id', 'newest.subscription_id', 'newest.created_at', 'claim_json'])
    .orderBy('newest.created_at', 'desc')
    .orderBy('newest.id', 'desc')
    .execute()
  return rows.map(({ id, subscription_id, created_at, claim_json }) => ({
    id,
    subscriptionId: subscription_id,
    recordedAt: created_at,
    claim: EventsClaim.parse(JSON.parse(claim_json ?? '{}')),
  }))
}
