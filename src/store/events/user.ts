import type { Kysely } from 'kysely'
import { FAILED_STATES } from '../../contract/failed-event.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { Tables } from '../database/tables.ts'
import { type IndexedEvent, indexedOf, sharedAttributes } from './rows.ts'

interface UserWanted {
  environment: string
  /** The whole id. */
  user: string
  limit: number
  /** Milliseconds: what has expired by then is left out. */
  now: number
}

/** Returns the stored events of a user over all subscriptions and states, the newest first. */
export async function readUserEvents(
  db: Kysely<Tables>,
  { environment, user, limit, now }: UserWanted,
): Promise<IndexedEvent[]> {
  const feeds = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
  // Found by the index of each feed first: neither engine goes through the environment then.
  const own = db
    .selectFrom('events')
    .select(['feed', 'id', 'created_at'])
    .where('feed', 'in', feeds)
    .where('user_id', '=', user)
    .where('expires_at', '>', timeOf(now))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  const rows = await db
    .selectFrom(own.as('own'))
    .innerJoin('events', (join) => join.onRef('events.feed', '=', 'own.feed').onRef('events.id', '=', 'own.id'))
    .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
    .leftJoin('event_attribute_sets', sharedAttributes)
    .selectAll('events')
    .select(['subscription_id', 'attributes_json'])
    .orderBy('events.created_at', 'desc')
    .orderBy('events.id', 'desc')
    .execute()
  return rows.map((row) => indexedOf(row.subscription_id, row))
}

/** Returns the stored event with an id, whichever subscription it is of; also by the id that its token gives it, if it failed. */
export async function findEvent(
  db: Kysely<Tables>,
  environment: string,
  id: string,
): Promise<{ id: string; subscriptionId: string } | undefined> {
  const feeds = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
  const stored = db
    .selectFrom('events')
    .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
    .select(['events.id', 'subscription_id as subscriptionId'])
    .limit(1)
  return (
    (await stored.where('events.feed', 'in', feeds).where('events.id', '=', id).executeTakeFirst()) ??
    (await stored
      .where('events.failed_in', '=', environment)
      .where('events.state', 'in', FAILED_STATES)
      .where('events.event_id', '=', id)
      .executeTakeFirst())
  )
}
