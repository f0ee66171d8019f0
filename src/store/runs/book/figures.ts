import { sql } from 'kysely'
import type { RunFigures } from '../book.ts'
import type { Reader } from '../transaction.ts'

/** Counts runs, items and lanes of all environments; it goes through what is open, not through what is over. */
export async function readRunFigures(db: Reader): Promise<RunFigures> {
  const open = db.selectFrom('runs').where(sql.ref('ended_at'), 'is', null)
  const runs = await open
    .select((row) => ['environment', 'state', row.fn.countAll<number>().as('count')])
    .groupBy(['environment', 'state'])
    .execute()
  const items = await db
    .selectFrom('run_items')
    .innerJoin('runs', 'runs.id', 'run_items.run')
    .select((row) => ['runs.environment', 'run_items.state', row.fn.countAll<number>().as('count')])
    .where('run_items.run', 'in', open.select('id'))
    .where(sql.ref('active'), '=', sql.lit(1))
    .groupBy(['runs.environment', 'run_items.state'])
    .execute()
  const due = await db
    .selectFrom('lanes')
    .select((row) => ['environment', 'wait_why', row.fn.countAll<number>().as('count')])
    .where((lane) => lane.or([lane('due_at', 'is not', null), lane('wait_why', 'is not', null)]))
    .groupBy(['environment', 'wait_why'])
    .execute()
  const paused = await db
    .selectFrom('run_lanes')
    .innerJoin('runs', 'runs.id', 'run_lanes.run')
    .select((row) => ['environment', row.fn.countAll<number>().as('count')])
    .where('run_lanes.run', 'in', open.select('id'))
    .where('paused', '=', 1)
    .groupBy('environment')
    .execute()
  const lanes = [
    ...due.map(({ environment, wait_why, count }) => ({ environment, state: wait_why ?? 'going', count })),
    ...paused.map(({ environment, count }) => ({ environment, state: 'paused', count })),
  ]
  return { runs, items, lanes }
}
