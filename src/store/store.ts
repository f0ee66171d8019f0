import { sql } from 'kysely'
import { createSubscriptionChanges, type SubscriptionChanges } from './coordination/changes.ts'
import { createInterfaceFiles, type InterfaceFiles } from './coordination/interface-files.ts'
import { createSharedCounts, type SharedCounts } from './coordination/shared-counts.ts'
import { createSharedLocks, type SharedLocks } from './coordination/shared-locks.ts'
import { openDatabase, type StatementSeen, type StoreSetting } from './database/database.ts'
import { holdFile } from './database/hold-file.ts'
import { type ClockSources, startStoreClock } from './database/store-clock.ts'
import { createEventIndex, type EventIndex } from './events/event-index.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { createRunLedger, type RunLedger } from './runs/ledger.ts'
import { createSessions, type Sessions } from './sessions/sessions.ts'

export { type CopyResult, type CopyStep, copyStore } from './copy/copy.ts'
export type { StatementSeen, StoreSetting } from './database/database.ts'
export { StoreError } from './database/store-error.ts'
export { StoreFault, type StoreFaultKind, whileWritable } from './database/store-fault.ts'

/**
 * The console's memory: one SQLite file or one PostgreSQL database. Everything in it rejects with StoreFault while the
 * database is away, read-only or full.
 */
export interface Store {
  sessions: Sessions
  journal: Journal
  events: EventIndex
  runs: RunLedger
  locks: SharedLocks
  counts: SharedCounts
  changes: SubscriptionChanges
  interfaceFiles: InterfaceFiles
  /** Returns the time (ms since 1970) that all processes of the store share; it follows the database's clock. */
  now(): number
  /**
   * Writes to the store, and follows its clock. Returns by how many milliseconds all that waits was moved because the clock
   * was set, 0 as a rule. Rejects with StoreFault when the store cannot be written right now, within 2 s.
   */
  check(): Promise<number>
  close(): Promise<void>
}

export interface OpenOptions {
  /** A clock in milliseconds, and one that only goes forward, where they are not the machine's. */
  now?: () => number
  elapsed?: () => number
  /** Lets no other process that asks for the same open a file. */
  alone?: boolean
  /** Hears of every statement, for figures. */
  observe?: ((statement: StatementSeen) => void) | undefined
}

/**
 * Opens the store and brings its schema up to date; several processes may share a PostgreSQL database. Throws StoreError, whose
 * message says what to do.
 */
export async function openStore(
  setting: StoreSetting,
  { now: wall, elapsed, alone = false, observe }: OpenOptions = {},
): Promise<Store> {
  const letGo = alone ? holdStore(setting) : () => undefined
  const database = await openDatabase(setting, { observe }).catch((error: unknown) => {
    letGo()
    throw error
  })
  const { db } = database
  const clock = await startStoreClock(database, { wall, elapsed } satisfies ClockSources)
  const { now } = clock
  // A file belongs to one process: whoever was reading into it when it last stopped is gone.
  if (database.engine === 'sqlite') {
    await db.updateTable('event_feeds').set({ lease_owner: null, lease_until: null }).execute()
    const held = db.updateTable('run_items').where('lease', 'is not', null)
    await held.set({ lease_until: 0 }).where(sql.ref('state'), '=', sql.lit('sending')).execute()
    await held.set({ look_at: now() }).where('look_at', 'is not', null).execute()
  }
  return {
    sessions: createSessions(db, now),
    journal: createJournal(database, now),
    events: createEventIndex(database, now),
    runs: createRunLedger(database, clock),
    locks: createSharedLocks(database),
    counts: createSharedCounts(database),
    changes: createSubscriptionChanges(database, now),
    interfaceFiles: createInterfaceFiles(db, now),
    now,
    check: clock.tick,
    async close() {
      await db.destroy()
      letGo()
    },
  }
}

/** Opens the journal of a store alone, beside a console that may be running on it. Throws StoreError. */
export async function openJournal(setting: StoreSetting): Promise<{ journal: Journal; close(): Promise<void> }> {
  const database = await openDatabase(setting)
  return { journal: createJournal(database, Date.now), close: () => database.db.destroy() }
}

/** Takes the file of a store for this process; a database on a server, and one in memory, need no such thing. */
function holdStore(setting: StoreSetting): () => void {
  return 'sqlite' in setting && setting.sqlite !== ':memory:' ? holdFile(setting.sqlite) : () => undefined
}
