import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** An event's place in the order of recording: its id, and when it was created (sortable time). */
export interface EventPosition {
  id: string
  at: string
}

/** The queries by which a reader plans how to bring unfinished events up to date. */
export interface Unsettled {
  /** Ids of events that are neither `success` nor `failure`, oldest first. */
  unsettled(environment: string, subscriptionId: string): Promise<string[]>
  /** The same of one feed, with their places; only those not read since a moment (ms), if one is given. */
  unsettledPositions(feed: number, unlessReadSince?: number): Promise<EventPosition[]>
  /** The events that have to be read by themselves, those that failed first, then the newest; so many at most. */
  duePositions(feed: number, limit: number): Promise<EventPosition[]>
  /** Notes that reading these by themselves tells no more. */
  notDue(feed: number, ids: string[]): Promise<void>
  /** Counts the events that were created at a time or later. */
  countSince(feed: number, at: string): Promise<number>
  /** The newest event created before a time, skipping some. */
  positionBefore(feed: number, at: string, skip?: number): Promise<EventPosition | undefined>
  /** The oldest event created after a time. */
  positionAfter(feed: number, at: string): Promise<EventPosition | undefined>
}

export function createUnsettled(db: Kysely<Tables>): Unsettled {
  const open = () =>
    db.selectFrom('events').where(sql.ref('settled'), '=', sql.lit(0)).orderBy('created_at').orderBy('events.id')
  return {
    async unsettled(environment, subscriptionId) {
      const feed = db
        .selectFrom('event_feeds')
        .select('event_feeds.id')
        .where('environment', '=', environment)
        .where('subscription_id', '=', subscriptionId)
      const rows = await open().where('feed', '=', feed).select('events.id').execute()
      return rows.map((row) => row.id)
    },
    async unsettledPositions(feed, unlessReadSince) {
      let rows = open().where('feed', '=', feed).select(['events.id', 'created_at as at'])
      if (unlessReadSince !== undefined) rows = rows.where('read_at', '<', unlessReadSince)
      return rows.execute()
    },
    duePositions(feed, limit) {
      return db
        .selectFrom('events')
        .where(sql.ref('due'), '=', sql.lit(1))
        .where('feed', '=', feed)
        .orderBy((row) => row.case().when('state', '=', 'failure').then(0).else(1).end())
        .orderBy('created_at', 'desc')
        .limit(limit)
        .select(['events.id', 'created_at as at'])
        .execute()
    },
    async notDue(feed, ids) {
      if (ids.length === 0) return
      const read = db.updateTable('events').set({ due: 0, unread: 0 })
      await read.where('feed', '=', feed).where('id', 'in', ids).execute()
    },
    async countSince(feed, at) {
      const { count } = await db
        .selectFrom('events')
        .where('feed', '=', feed)
        .where('created_at', '>=', at)
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    positionBefore(feed, at, skip = 0) {
      return db
        .selectFrom('events')
        .where('feed', '=', feed)
        .where('created_at', '<', at)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .offset(skip)
        .limit(1)
        .select(['id', 'created_at as at'])
        .executeTakeFirst()
    },
    positionAfter(feed, at) {
      return db
        .selectFrom('events')
        .where('feed', '=', feed)
        .where('created_at', '>', at)
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .select(['id', 'created_at as at'])
        .executeTakeFirst()
    },
  }
}
