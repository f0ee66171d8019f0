import type { Database } from './database.ts'
import { readActiveRuns, readBacklog, readHolders } from './run-active.ts'
import type { RunBook } from './run-book.ts'
import { createClaims } from './run-claims.ts'
import { createControls } from './run-control.ts'
import { createRun } from './run-create.ts'
import { readAllItems, readQueued, readRunItems } from './run-items.ts'
import { createLooks } from './run-looks.ts'
import { readRunDetail, readRunPage } from './run-page.ts'
import type { RunQueue } from './run-queue.ts'
import { createSettling } from './run-settle.ts'
import { createUuid7 } from './uuid7.ts'

export {
  type Control,
  type Controlled,
  type Creation,
  eventKey,
  type Holder,
  type NewItem,
  type NewRun,
  type RunBook,
  type Spacing,
} from './run-book.ts'

/**
 * The durable ledger of runs. Every change is a conditional update under its precondition, so any number of processes
 * may share it; what a call to the API changed is written in one transaction with its row in the journal.
 */
export interface RunLedger extends RunBook, RunQueue {}

/** `now` is in milliseconds. */
export function createRunLedger(database: Database, now: () => number): RunLedger {
  const { db } = database
  const newId = createUuid7(now)
  return {
    ...createClaims(database, now),
    ...createSettling(database, now, newId),
    ...createLooks(database, now),
    ...createControls(database, now),
    create: (run, items) => createRun(database, now, run, items),
    page: (environment, query, spacing) => readRunPage(db, environment, query, spacing, now()),
    detail: (environment, runId, spacing) => readRunDetail(db, environment, runId, spacing, now()),
    items: (environment, runId, query, spacing) => readRunItems(db, environment, runId, query, spacing, now()),
    allItems: (environment, runId, filter) => readAllItems(db, environment, runId, filter),
    queued: (environment, runId, eventId, spacing) => readQueued(db, environment, runId, eventId, spacing, now()),
    active: (environment, spacing) => readActiveRuns(db, environment, spacing, now()),
    backlog: (environment, subscriptionIds) => readBacklog(db, environment, subscriptionIds),
    activeOf: (environment, events) => readHolders(db, environment, events),
  }
}
