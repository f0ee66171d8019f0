import { randomUUID } from 'node:crypto'
import type { Database } from './database.ts'
import type { Look, RunQueue } from './run-queue.ts'
import { inStep } from './run-transaction.ts'

/** The right to look at sent items, and when there is something to do at all. */
export const createLooks = (database: Database, now: () => number): Pick<RunQueue, 'claimLooks' | 'nextDue'> => ({
  async claimLooks(owner, environments, { leaseFor, limit }) {
    if (environments.length === 0 || limit <= 0) return []
    return await inStep(database, now, async ({ trx, engine, now: at }) => {
      const due = trx
        .selectFrom('run_items')
        .innerJoin('runs', 'runs.id', 'run_items.run')
        .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
        .select([
          'run_items.id as itemId',
          'run_items.run as run',
          'runs.run_id as runId',
          'runs.environment as environment',
          'run_lanes.subscription_id as subscriptionId',
          'run_items.event_id as eventId',
          'run_items.state as state',
          'run_items.looks as looks',
          'run_items.seen as seen',
          'run_items.sent_at as sentAt',
          'run_items.grace_until as graceUntil',
        ])
        .where('look_at', '<=', at)
        .where('runs.environment', 'in', idsOf(environments))
        .orderBy('look_at')
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
        ({ state, graceUntil, ...row }): Look => ({
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

  async nextDue(environments) {
    if (environments.length === 0) return undefined
    const lane = await database.db
      .selectFrom('lanes')
      .select((row) => row.fn.min('due_at').as('at'))
      .where('due_at', 'is not', null)
      .where('environment', 'in', idsOf(environments))
      .executeTakeFirst()
    const look = await database.db
      .selectFrom('run_items')
      .select('look_at as at')
      .innerJoin('runs', 'runs.id', 'run_items.run')
      .where('look_at', 'is not', null)
      .where('environment', 'in', idsOf(environments))
      .orderBy('look_at')
      .limit(1)
      .executeTakeFirst()
    const times = [lane?.at, look?.at].filter((at) => at !== null && at !== undefined)
    return times.length > 0 ? Math.min(...times) : undefined
  },
})

const idsOf = (environments: readonly { id: string }[]) => environments.map(({ id }) => id)
