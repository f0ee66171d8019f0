import { randomUUID } from 'node:crypto'
import { HOUR } from '../../contract/durations.ts'
import type { Database } from '../database/database.ts'

/** The changes of subscriptions that processes on one store tell each other. */
export interface SubscriptionChanges {
  /** Tells the other processes that this one changed, created or deleted a subscription. */
  note(environment: string, subscriptionId: string): Promise<void>
  /** Returns a function that gives the ids that other processes noted since it was called last; none at first. */
  follow(environment: string): () => Promise<string[]>
}

/** Rows may become visible in another order than that of their numbers: so many are looked at again. */
const OVERLAP = 200

/** `now` is in milliseconds. A file belongs to one process, so SQLite has nothing to tell. */
export function createSubscriptionChanges(
  { db, engine }: Pick<Database, 'db' | 'engine'>,
  now: () => number,
): SubscriptionChanges {
  if (engine === 'sqlite') return { note: async () => undefined, follow: () => async () => [] }
  const origin = randomUUID()
  return {
    async note(environment, subscriptionId) {
      const row = { environment, subscription_id: subscriptionId, origin, at: now() }
      await db.insertInto('subscription_changes').values(row).execute()
      await db
        .deleteFrom('subscription_changes')
        .where('at', '<', now() - HOUR)
        .execute()
    },
    follow(environment) {
      let last: number | undefined
      let seen = new Set<number>()
      const rowsAfter = (after: number) =>
        db
          .selectFrom('subscription_changes')
          .where('environment', '=', environment)
          .where('id', '>', after)
          .select(['id', 'subscription_id', 'origin'])
          .orderBy('id')
          .execute()
      return async () => {
        const first = last === undefined
        const rows = await rowsAfter(Math.max(0, (last ?? 0) - OVERLAP))
        const fresh = rows.filter(({ id }) => !seen.has(id))
        last = Math.max(last ?? 0, ...rows.map(({ id }) => id))
        seen = new Set(rows.map(({ id }) => id))
        if (first) return []
        return [...new Set(fresh.flatMap((row) => (row.origin === origin ? [] : row.subscription_id)))]
      }
    },
  }
}
