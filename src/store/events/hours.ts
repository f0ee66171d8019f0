import { type Kysely, sql } from 'kysely'
import type { OverviewHours } from '../../contract/overview.ts'
import type { Tables } from '../database/tables.ts'

type Hours = Omit<OverviewHours, 'asOf'>

/** Returns the beginning of an hour that is written as its first 13 characters: `2026-11-21T09`. */
const timeOfHour = (hour: string) => `${hour}:00:00Z`

/**
 * Counts the stored events of an environment by the hour of their last change: that of a delivery, or of the attempt that
 * failed. Both counts are read from an index alone; what was delivered is told from what was not by the state.
 */
export async function readHours(db: Kysely<Tables>, environment: string): Promise<Hours> {
  const feeds = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
  const changed = sql<string>`substr(updated_at, 1, 13)`
  const rows = await db
    .selectFrom('events')
    .where('feed', 'in', feeds)
    .groupBy([changed, 'state'])
    .select(({ fn }) => [changed.as('hour'), 'state', fn.countAll<number>().as('count')])
    .execute()
  const forgotten = sql<string>`substr(expires_at, 1, 13)`
  const expiring = await db
    .selectFrom('events')
    .where('failed_in', '=', environment)
    .where('state', '=', 'failure')
    .groupBy(forgotten)
    .select(({ fn }) => [forgotten.as('hour'), fn.countAll<number>().as('failed')])
    .orderBy('hour')
    .execute()
  const hours = new Map<string, Hours['hours'][number]>()
  for (const { hour, state, count } of rows) {
    const own = hours.get(hour) ?? { at: timeOfHour(hour), delivered: 0, waiting: 0, failed: 0 }
    own[state === 'success' ? 'delivered' : state === 'failure' ? 'failed' : 'waiting'] += count
    hours.set(hour, own)
  }
  return {
    hours: [...hours.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    expiring: expiring.map(({ hour, failed }) => ({ at: timeOfHour(hour), failed })),
  }
}
