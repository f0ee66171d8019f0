import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { RunsTable } from '../database/run-tables.ts'
import { codeOf } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'
import type { RunChange } from './book.ts'

export type RunRow = Selectable<RunsTable>

/**
 * A transaction of the ledger with what every step in it needs. `now` is the time it began, in milliseconds; `changes` are told
 * once it is committed.
 */
export interface Step {
  trx: Transaction<Tables>
  engine: Engine
  now: number
  changes: RunChange[]
}

/** A database whose ledger tells the changes of runs. */
export type TellingDatabase = Database & { tell?: (change: RunChange) => void }

/**
 * The code with which PostgreSQL ends one of two transactions that wait for each other: it has changed nothing and is
 * done again.
 */
const DEADLOCK = '40P01'
const MOST_TRIES = 5

/** Does work in one transaction, and tells the changes of runs that it made. */
export async function inStep<T>(
  { transact, engine, tell }: TellingDatabase,
  now: () => number,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const changes: RunChange[] = []
    try {
      const done = await transact((trx) => work({ trx, engine, now: now(), changes }))
      if (tell) for (const change of changes) tell(change)
      return done
    } catch (error) {
      if (codeOf(error) !== DEADLOCK || tries === MOST_TRIES) throw error
    }
  }
}

/** Locks the rows a query selects until the transaction ends; SQLite has one writer anyway. */
function locking<Query extends { forUpdate(): Query }>({ engine }: Pick<Step, 'engine'>, query: Query): Query {
  return engine === 'postgres' ? query.forUpdate() : query
}

/** Returns a run, locked. Runs are locked before their items and lanes. */
export async function lockRun(step: Step, run: number): Promise<RunRow> {
  const found = step.trx.selectFrom('runs').selectAll().where('id', '=', run)
  return await locking(step, found).executeTakeFirstOrThrow()
}

/** Returns a run by the id that people know, locked. */
export async function lockRunOf(step: Step, environment: string, runId: string): Promise<RunRow | undefined> {
  const found = step.trx
    .selectFrom('runs')
    .selectAll()
    .where('run_id', '=', runId)
    .where('environment', '=', environment)
  return await locking(step, found).executeTakeFirst()
}

/** Returns the change of a run that comes to another state, told by what it does to it. */
export function changeOf(run: RunRow, state: string): RunChange {
  const held = run.state === 'paused' || run.state === 'stopped'
  const what =
    state === 'paused' || state === 'stopped' || state === 'cancelled' ? state : held ? 'resumed' : 'released'
  return { environment: run.environment, runId: run.run_id, single: run.single === 1, what }
}

/** Yields a list in chunks, so that no statement holds more values than an engine takes. */
export function* chunksOf<T>(list: readonly T[], size = 500): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

export type Reader = Kysely<Tables>
