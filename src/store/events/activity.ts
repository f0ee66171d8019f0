import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** The times (sortable text) at which the newest events of a feed were created, null where there is none. */
export interface FeedActivity {
  newest: string | null
  /** The newest that failed. */
  failed: string | null
  /** The newest that is neither delivered nor failed yet. */
  unsettled: string | null
}

/** Returns when something last happened in a feed; each time is the end of an index. */
export async function readActivity(db: Kysely<Tables>, feed: number): Promise<FeedActivity> {
  const newest = db.selectFrom('events').where('feed', '=', feed).select('created_at').orderBy('created_at', 'desc')
  const first = (query: typeof newest) => query.limit(1).executeTakeFirst()
  const times = [
    await first(newest),
    await first(newest.where('state', '=', 'failure')),
    await first(newest.where(sql.ref('settled'), '=', sql.lit(0))),
  ]
  const [last, failed, unsettled] = times.map((row) => row?.created_at ?? null)
  return { newest: last ?? null, failed: failed ?? null, unsettled: unsettled ?? null }
}
