import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ActiveRuns, ItemState, RunState } from '../../../contract/run.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { eventKey, type Holder, type Spacing } from '../book.ts'
import { chunksOf, type Reader } from '../transaction.ts'
import { endOf, partsOf } from './lane-turns.ts'

/** Returns the runs of an environment that have not ended, oldest first. */
export async function readActiveRuns(
  db: Reader,
  environment: string,
  spacing: Spacing,
  now: number,
): Promise<ActiveRuns> {
  const open = db.selectFrom('runs').where('environment', '=', environment).where(sql.ref('ended_at'), 'is', null)
  const rows = await open.selectAll().orderBy('id').execute()
  const counts = await db
    .selectFrom('run_items')
    .select((row) => ['run', 'state', 'active', 'missed', row.fn.countAll<number>().as('count')])
    .where('run', 'in', open.select('id'))
    .groupBy(['run', 'state', 'active', 'missed'])
    .orderBy('run')
    .orderBy('state')
    .orderBy('missed')
    .execute()
  const byRun = Map.groupBy(counts, ({ run }) => run)
  const runs: ActiveRuns['runs'] = []
  for (const run of rows) {
    const own = byRun.get(run.id) ?? []
    const ended = own.filter(({ active }) => active === 0).reduce((sum, { count }) => sum + count, 0)
    const goesOn = own.some(({ state }) => state === 'waiting')
    const endsAt = goesOn ? endOf(await partsOf(db, run, spacing, now)) : null
    runs.push({
      id: run.run_id,
      name: run.name,
      single: run.single === 1,
      state: RunState.parse(run.state),
      total: run.total,
      ended,
      endsAt: endsAt === null ? null : timeOf(Math.ceil(endsAt)),
    })
  }
  const lanes = await db
    .selectFrom('run_lanes')
    .innerJoin('lanes', 'lanes.id', 'run_lanes.lane')
    .select(['run_lanes.id', 'paused', 'cancelled', 'wait_why', 'wait_words'])
    .where('run', 'in', open.select('id'))
    .where((lane) => lane.or([lane('wait_why', 'is not', null), lane('paused', '=', 1), lane('cancelled', '=', 1)]))
    .orderBy('run_lanes.id')
    .execute()
  const last = await db
    .selectFrom('runs')
    .select((row) => [
      row.fn.max('id').as('newest'),
      row.fn.max('ended_at').as('ended'),
      row.fn.count<number>('ended_at').as('over'),
    ])
    .where('environment', '=', environment)
    .executeTakeFirst()
  const states = rows.map(({ id, state, state_reason }) => [id, state, state_reason])
  const changed = createHash('sha256')
    .update(JSON.stringify([states, counts, lanes, last]))
    .digest('base64url')
  return { runs, changed: changed.slice(0, 22) }
}

/** Returns what waits in the lanes of subscriptions, and from when (ms) they are free. */
export async function readBacklog(
  db: Reader,
  environment: string,
  subscriptionIds: readonly string[],
): Promise<Map<string, { ahead: number; freeAt: number }>> {
  const found = new Map(subscriptionIds.map((id) => [id, { ahead: 0, freeAt: 0 }]))
  for (const some of chunksOf(subscriptionIds)) {
    const lanes = await db
      .selectFrom('lanes')
      .leftJoin('run_items', (join) =>
        join.onRef('run_items.lane', '=', 'lanes.id').on(sql.ref('run_items.state'), '=', sql.lit('waiting')),
      )
      .select((row) => ['lanes.name', 'lanes.free_at', row.fn.count<number>('run_items.id').as('ahead')])
      .where('lanes.environment', '=', environment)
      .where('lanes.name', 'in', some)
      .groupBy(['lanes.name', 'lanes.free_at'])
      .execute()
    for (const { name, free_at, ahead } of lanes) found.set(name, { ahead, freeAt: free_at })
  }
  return found
}

/** Returns the runs that hold these events. */
export async function readHolders(
  db: Reader,
  environment: string,
  events: readonly { subscriptionId: string; id: string }[],
): Promise<Map<string, Holder>> {
  const wanted = new Set(events.map(eventKey))
  const found = new Map<string, Holder>()
  for (const some of chunksOf(events)) {
    const rows = await db
      .selectFrom('run_items')
      .innerJoin('lanes', 'lanes.id', 'run_items.subject')
      .innerJoin('runs', 'runs.id', 'run_items.run')
      .select(['lanes.name as subscriptionId', 'run_items.event_id as id', 'run_items.state as item'])
      .select(['runs.run_id', 'runs.name', 'runs.state'])
      .where('lanes.environment', '=', environment)
      .where('lanes.name', 'in', [...new Set(some.map(({ subscriptionId }) => subscriptionId))])
      .where(
        'run_items.event_id',
        'in',
        some.map(({ id }) => id),
      )
      .where(sql.ref('run_items.active'), '=', sql.lit(1))
      .execute()
    for (const row of rows) {
      const key = eventKey(row)
      const [state, item] = [RunState.parse(row.state), ItemState.parse(row.item)]
      if (wanted.has(key)) found.set(key, { runId: row.run_id, name: row.name, state, item })
    }
  }
  return found
}
