import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { StoreClock } from '../../database/store-clock.ts'
import type { FollowUp, RunQueue } from '../queue.ts'
import { inStep, type Reader } from '../transaction.ts'
import { dueLanes } from './claims.ts'

/** Makes the claims of follow-ups, and the search for the next thing to do. */
export function createFollowUps(
  database: Database,
  { now, holds }: Pick<StoreClock, 'now' | 'holds'>,
): Pick<RunQueue, 'claimFollowUps' | 'nextDue'> {
  return {
    async claimFollowUps(owner, environments, { leaseFor, limit }) {
      if (environments.length === 0 || limit <= 0) return []
      return await inStep(database, now, async ({ trx, engine, now: at }) => {
        if (!(await holds(trx))) return []
        const due = dueFollowUps(trx, environments)
          .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
          .select([
            'run_items.id as itemId',
            'run_items.run as run',
            'runs.run_id as runId',
            'runs.environment as environment',
            'run_lanes.subscription_id as subscriptionId',
            'run_items.event_id as eventId',
            'run_items.state as state',
            'run_items.looks as followUps',
            'run_items.seen as seen',
            'run_items.sent_at as sentAt',
            'run_items.grace_until as graceUntil',
            'run_items.repeats as repeats',
          ])
          .where('look_at', '<=', at)
          .limit(limit)
        const rows = await (engine === 'postgres' ? due.forUpdate('run_items').skipLocked() : due).execute()
        const lease = `${owner} ${randomUUID()}`
        const ids = rows.map(({ itemId }) => itemId)
        if (ids.length > 0)
          await trx
            .updateTable('run_items')
            .set({ lease, look_at: at + leaseFor })
            .where('id', 'in', ids)
            .execute()
        return rows.map(
          ({ state, graceUntil, ...row }): FollowUp => ({
            ...row,
            way: 'redelivery',
            payload: null,
            lease,
            state: state === 'unknown' ? 'unknown' : 'scheduled',
            graceUntil: graceUntil ?? at,
          }),
        )
      })
    },

    async nextDue(environments, lead = 0) {
      if (environments.length === 0) return undefined
      const lane = await dueLanes(database.db, environments).select('due_at as at').limit(1).executeTakeFirst()
      const followUp = await dueFollowUps(database.db, environments).select('look_at as at').limit(1).executeTakeFirst()
      const times = [lane?.at && lane.at - lead, followUp?.at].filter((at) => at !== null && at !== undefined)
      return times.length > 0 ? Math.min(...times) : undefined
    },
  }
}

/** Selects sent items that are due to be followed up, the first one first, by the index of those alone. */
const dueFollowUps = (db: Reader, environments: readonly { id: string }[]) =>
  db
    .selectFrom('run_items')
    .innerJoin('runs', (join) => join.on('runs.id', '=', sql<number>`+${sql.ref('run_items.run')}`))
    .where('look_at', 'is not', null)
    .where(
      'runs.environment',
      'in',
      environments.map(({ id }) => id),
    )
    .orderBy('look_at')
