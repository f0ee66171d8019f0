import type { Kysely, Selectable } from 'kysely'
import type { EventFeedsTable, Tables } from '../database/tables.ts'
import type { IndexedEvent } from './rows.ts'
import { feedOf, writeEvents } from './writes.ts'

/** The state of reading a subscription's events. Times are in milliseconds. */
export interface FeedState {
  /** The copy holds everything the API held at this moment; null before anything was read. */
  asOf: number | null
  /** The time at which the last reading ended, well or not. */
  triedAt: number | null
  /** True when everything has been read at least once. */
  complete: boolean
  /** The API's own count, null when it did not say. */
  total: number | null
  /** The reason why the last reading stopped early. */
  problem: string | null
  /** The reader's progress as JSON; only the reader understands it. */
  progress: unknown
}

export interface Feed extends FeedState {
  id: number
  environment: string
  subscriptionId: string
  /** Until when somebody is reading it, null when nobody is. */
  leasedUntil: number | null
}

/** The right to read one feed. It ends by itself, so that a process that died does not keep it. */
export interface Lease {
  feed: Feed
  owner: string
}

/**
 * The subscriptions' feeds and who is reading them: one reader at a time, over all processes that share the store.
 * `save` and `release` answer false when the lease was lost; nothing is written then.
 */
export interface EventFeeds {
  get(environment: string, subscriptionId: string): Promise<Feed | undefined>
  list(environment: string, subscriptionIds?: string[]): Promise<Feed[]>
  /** Takes the lease until a time, or undefined when another owner has it. */
  claim(environment: string, subscriptionId: string, owner: string, until: number): Promise<Lease | undefined>
  /** Writes what was read and how far, in one transaction, and prolongs the lease. */
  save(lease: Lease, saved: SavedReading): Promise<boolean>
  release(lease: Lease, state: Partial<FeedState>): Promise<boolean>
}

export interface SavedReading {
  until: number
  state: Partial<FeedState>
  events?: IndexedEvent[]
  /** The time at which the API was asked for `events`, in milliseconds. */
  readAt?: number
  /** Ids that the API no longer knows. */
  gone?: string[]
  /** Everything the API listed was read since this moment: what was not, is gone. */
  goneUnlessReadSince?: number
}

/** `now` is in milliseconds. */
export function createEventFeeds(db: Kysely<Tables>, now: () => number): EventFeeds {
  const find = (environment: string) => db.selectFrom('event_feeds').selectAll().where('environment', '=', environment)
  return {
    async get(environment, subscriptionId) {
      const row = await find(environment).where('subscription_id', '=', subscriptionId).executeTakeFirst()
      return row && stateOf(row)
    },
    async list(environment, subscriptionIds) {
      if (subscriptionIds?.length === 0) return []
      const all = find(environment)
      const rows = subscriptionIds ? all.where('subscription_id', 'in', subscriptionIds) : all
      return (await rows.execute()).map(stateOf)
    },
    async claim(environment, subscriptionId, owner, until) {
      const id = await feedOf(db, environment, subscriptionId)
      const row = await db
        .updateTable('event_feeds')
        .set({ lease_owner: owner, lease_until: until })
        .where('id', '=', id)
        .where((feed) => feed.or([feed('lease_until', 'is', null), feed('lease_until', '<=', now())]))
        .returningAll()
        .executeTakeFirst()
      return row && { feed: stateOf(row), owner }
    },
    save({ feed, owner }, { until, state, events = [], readAt = now(), gone = [], goneUnlessReadSince }) {
      return db.transaction().execute(async (trx) => {
        const held = await trx
          .updateTable('event_feeds')
          .set({ ...columnsOf(state), lease_until: until })
          .where('id', '=', feed.id)
          .where('lease_owner', '=', owner)
          .executeTakeFirst()
        if (held.numUpdatedRows !== 1n) return false
        await writeEvents(trx, feed, events, { readAt, now: now() })
        const ours = trx.deleteFrom('events').where('feed', '=', feed.id)
        if (gone.length > 0) await ours.where('id', 'in', gone).execute()
        if (goneUnlessReadSince !== undefined) await ours.where('read_at', '<', goneUnlessReadSince).execute()
        return true
      })
    },
    async release({ feed, owner }, state) {
      const released = await db
        .updateTable('event_feeds')
        .set({ ...columnsOf(state), lease_owner: null, lease_until: null })
        .where('id', '=', feed.id)
        .where('lease_owner', '=', owner)
        .executeTakeFirst()
      return released.numUpdatedRows === 1n
    },
  }
}

const stateOf = (row: Selectable<EventFeedsTable>): Feed => ({
  id: row.id,
  environment: row.environment,
  subscriptionId: row.subscription_id,
  asOf: row.as_of,
  triedAt: row.tried_at,
  complete: row.complete === 1,
  total: row.total,
  problem: row.problem,
  progress: row.progress_json === null ? null : JSON.parse(row.progress_json),
  leasedUntil: row.lease_until,
})

const columnsOf = ({ asOf, triedAt, complete, total, problem, progress }: Partial<FeedState>) => ({
  ...(asOf !== undefined && { as_of: asOf }),
  ...(triedAt !== undefined && { tried_at: triedAt }),
  ...(complete !== undefined && { complete: complete ? 1 : 0 }),
  ...(total !== undefined && { total }),
  ...(problem !== undefined && { problem }),
  ...(progress !== undefined && { progress_json: JSON.stringify(progress) }),
})
