import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { RunsTable } from '../database/run-tables.ts'
import { codeOf } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'

export type RunRow = Selectable<RunsTable>

/** A transaction of the ledger with what every step in it needs. `now` is the time it began, in milliseconds. */
export interface Step {
  trx: Transaction<Tables>
  engine: Engine
  now: number
}

/**
 * The code with which PostgreSQL ends one of two transactions that wait for each other: it has changed nothing and is
 * done again.
 */
const DEADLOCK = '40P01'
const MOST_TRIES = 5

/** Does work in one transaction. */
export async function inStep<T>(
  { transact, engine }: Database,
  now: () => number,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact((trx) => work({ trx, engine, now: now() }))
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

/** Yields a list in chunks, so that no statement holds more values than an engine takes. */
export function* chunksOf<T>(list: readonly T[], size = 500): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

export type Reader = Kysely<Tables>
