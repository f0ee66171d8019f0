import type { Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { EventFeedsTable } from '../database/tables.ts'
import { type FeedActivity, readActivity } from './activity.ts'
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
  /** The time from which the background reads it again; 0 for at once. */
  dueAt: number
  /** True when nothing has happened in it for a while. */
  quiet: boolean
}

export interface Feed extends FeedState {
  id: number
  environment: string
  subscriptionId: string
  /** Until when somebody is reading it, null when nobody is. */
  leasedUntil: number | null
  /** The last time a person looked at it, null when nobody did. */
  watchedAt: number | null
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
  claim(environment: string, subscriptionId: string, lease: WantedLease): Promise<Lease | undefined>
  /**
   * Takes the lease of a feed that is due; undefined when none is. Of the kinds in their order: the one that has been due
   * for the longest.
   */
  claimDue(environment: string, lease: WantedLease, kinds: readonly FeedKind[]): Promise<Lease | undefined>
  /** Makes the feeds of subscriptions that have none: they are due at once, and so are those of others, which may be gone. */
  name(environment: string, subscriptionIds: string[]): Promise<void>
  /** Returns when something last happened in a feed. */
  activity(feed: number): Promise<FeedActivity>
  /** Writes what was read and how far, in one transaction, and prolongs the lease. */
  save(lease: Lease, saved: SavedReading): Promise<boolean>
  release(lease: Lease, state: Partial<FeedState>): Promise<boolean>
}

export type FeedKind = 'active' | 'quiet'

export interface WantedLease {
  owner: string
  /** Milliseconds. */
  until: number
  /** True when a person looks at the feed. */
  watched?: boolean
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

/** Both engines limit how many values one statement may hold. */
const NAMED_AT_ONCE = 200

/** `now` is in milliseconds. */
export function createEventFeeds({ db, engine }: Database, now: () => number): EventFeeds {
  const take = (lease: WantedLease) =>
    db
      .updateTable('event_feeds')
      .set({
        lease_owner: lease.owner,
        lease_until: lease.until,
        ...(lease.watched && { watched_at: now() }),
      })
      .where((feed) => feed.or([feed('lease_until', 'is', null), feed('lease_until', '<=', now())]))
      .returningAll()
  const find = (environment: string) => db.selectFrom('event_feeds').where('environment', '=', environment)
  return {
    async get(environment, subscriptionId) {
      const feed = find(environment).selectAll()
      const row = await feed.where('subscription_id', '=', subscriptionId).executeTakeFirst()
      return row && stateOf(row)
    },
    async list(environment, subscriptionIds) {
      if (subscriptionIds?.length === 0) return []
      const all = find(environment).selectAll()
      const rows = subscriptionIds ? all.where('subscription_id', 'in', subscriptionIds) : all
      return (await rows.execute()).map(stateOf)
    },
    async claim(environment, subscriptionId, lease) {
      const id = await feedOf(db, environment, subscriptionId)
      const row = await take(lease).where('id', '=', id).executeTakeFirst()
      return row && { feed: stateOf(row), owner: lease.owner }
    },
    async claimDue(environment, lease, kinds) {
      for (const kind of kinds) {
        const due = db
          .selectFrom('event_feeds')
          .where('environment', '=', environment)
          .where('quiet', '=', kind === 'quiet' ? 1 : 0)
          .where('due_at', '<=', now())
          .where((feed) => feed.or([feed('lease_until', 'is', null), feed('lease_until', '<=', now())]))
          .orderBy('due_at')
          .limit(1)
          .select('id')
        const first = engine === 'postgres' ? due.forUpdate().skipLocked() : due
        const row = await take(lease).where('id', '=', first).executeTakeFirst()
        if (row) return { feed: stateOf(row), owner: lease.owner }
      }
      return undefined
    },
    async name(environment, subscriptionIds) {
      if (subscriptionIds.length === 0) return
      const rows = await find(environment).select(['id', 'subscription_id']).execute()
      const [known, named] = [new Set(rows.map((row) => row.subscription_id)), new Set(subscriptionIds)]
      const fresh = subscriptionIds.filter((id) => !known.has(id))
      const others = rows.filter((row) => !named.has(row.subscription_id)).map(({ id }) => id)
      for (let start = 0; start < others.length; start += NAMED_AT_ONCE)
        await db
          .updateTable('event_feeds')
          .set({ due_at: 0 })
          .where('id', 'in', others.slice(start, start + NAMED_AT_ONCE))
          .execute()
      for (let start = 0; start < fresh.length; start += NAMED_AT_ONCE)
        await db
          .insertInto('event_feeds')
          .values(fresh.slice(start, start + NAMED_AT_ONCE).map((id) => ({ environment, subscription_id: id })))
          .onConflict((conflict) => conflict.columns(['environment', 'subscription_id']).doNothing())
          .execute()
    },
    activity: (feed) => readActivity(db, feed),
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
  dueAt: row.due_at,
  quiet: row.quiet === 1,
  watchedAt: row.watched_at,
})

const columnsOf = ({ asOf, triedAt, complete, total, problem, progress, dueAt, quiet }: Partial<FeedState>) => ({
  ...(asOf !== undefined && { as_of: asOf }),
  ...(triedAt !== undefined && { tried_at: triedAt }),
  ...(complete !== undefined && { complete: complete ? 1 : 0 }),
  ...(total !== undefined && { total }),
  ...(problem !== undefined && { problem }),
  ...(progress !== undefined && { progress_json: JSON.stringify(progress) }),
  ...(dueAt !== undefined && { due_at: dueAt }),
  ...(quiet !== undefined && { quiet: quiet ? 1 : 0 }),
})
