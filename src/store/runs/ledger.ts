import type { Database } from '../database/database.ts'
import type { StoreClock } from '../database/store-clock.ts'
import { createUuid7 } from '../database/uuid7.ts'
import { readActiveRuns, readBacklog, readHolders } from './book/active.ts'
import { createControls } from './book/control.ts'
import { createRun } from './book/create.ts'
import { readRunFigures } from './book/figures.ts'
import { forgetEndedRun } from './book/forget.ts'
import { readAllItems, readQueued, readRunItems } from './book/items.ts'
import { readRunDetail, readRunPage } from './book/page.ts'
import type { RunBook, RunChange } from './book.ts'
import { createClaims } from './queue/claims.ts'
import { createClosing } from './queue/closing.ts'
import { createFollowUps } from './queue/follow-ups.ts'
import type { RunQueue } from './queue.ts'
import type { TellingDatabase } from './transaction.ts'

export {
  type Control,
  type Creation,
  eventKey,
  type NewItem,
  type NewRun,
  type RunBook,
} from './book.ts'

/**
 * The durable ledger of runs. Every change is a conditional update under its precondition, so any number of processes
 * may share it; what a call to the API changed is written in one transaction with its row in the journal.
 */
export interface RunLedger extends RunBook, RunQueue {}

/** Makes the ledger on a database, by the clock of its store. */
export function createRunLedger(plain: Database, clock: Pick<StoreClock, 'now' | 'holds'>): RunLedger {
  const { db } = plain
  const { now } = clock
  const listeners: ((change: RunChange) => void)[] = []
  const database: TellingDatabase = {
    ...plain,
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
  }
  const newId = createUuid7(now)
  return {
    ...createClaims(database, clock),
    ...createClosing(database, clock, newId),
    ...createFollowUps(database, clock),
    ...createControls(database, now),
    onChange: (listener) => void listeners.push(listener),
    create: (run, items) => createRun(database, now, run, items),
    page: (environment, query, spacing) => readRunPage(db, { environment, query, spacing, now: now() }),
    detail: (environment, runId, spacing) => readRunDetail(db, { environment, runId, spacing, now: now() }),
    items: (environment, runId, query, spacing) => readRunItems(db, { environment, runId, query, spacing, now: now() }),
    allItems: (environment, runId, filter) => readAllItems(db, environment, runId, filter),
    queued: (environment, runId, eventId, spacing) =>
      readQueued(db, { environment, runId, eventId, spacing, now: now() }),
    active: (environment, spacing) => readActiveRuns(db, environment, spacing, now()),
    figures: () => readRunFigures(db),
    forgetEnded: (before, most) => forgetEndedRun(database, before, most),
    backlog: (environment, subscriptionIds) => readBacklog(db, environment, subscriptionIds),
    activeOf: (environment, events) => readHolders(db, environment, events),
  }
}
