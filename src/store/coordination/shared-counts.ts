import { sql } from 'kysely'
import { SECOND } from '../../contract/durations.ts'
import type { Database } from '../database/database.ts'
import { clockOf } from './clock.ts'

/** Counts that all processes on one store share. */
export interface SharedCounts {
  /**
   * Adds a point to the count of a name, which begins anew when `seconds` have passed since its first one. Returns the
   * points so far and the milliseconds until it begins anew; undefined where one process has the store for itself.
   */
  add(name: string, seconds: number): Promise<{ points: number; left: number } | undefined>
}

/** Counts by the database's clock. Those that are over are dropped in passing. */
export function createSharedCounts({ db, engine }: Pick<Database, 'db' | 'engine'>): SharedCounts {
  if (engine === 'sqlite') return { add: async () => undefined }
  return {
    async add(name, seconds) {
      const [now, end] = [clockOf(0), clockOf(seconds * SECOND)]
      const { points, left } = await db
        .insertInto('counts')
        .values({ name, points: 1, until: end })
        .onConflict((known) =>
          known.column('name').doUpdateSet({
            points: sql<number>`case when counts.until <= ${now} then 1 else counts.points + 1 end`,
            until: sql<number>`case when counts.until <= ${now} then ${end} else counts.until end`,
          }),
        )
        .returning(['points', sql<number>`until - ${now}`.as('left')])
        .executeTakeFirstOrThrow()
      if (points === 1) await db.deleteFrom('counts').where('until', '<=', now).execute()
      return { points, left: Math.max(0, left) }
    },
  }
}
