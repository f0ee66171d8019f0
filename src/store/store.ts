import { sql } from 'kysely'
import { openDatabase, type StoreSetting } from './database/database.ts'
import { holdFile } from './database/hold-file.ts'
import { createPulse } from './database/pulse.ts'
import { createEventIndex, type EventIndex } from './events/event-index.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { createRunLedger, type RunLedger } from './runs/ledger.ts'
import { createSessions, type Sessions } from './sessions/sessions.ts'

export type { StoreSetting } from './database/database.ts'
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
  /** Writes to the store. Rejects with StoreFault when that cannot be done right now, within 2 s. */
  check(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the store and brings its schema up to date; several processes may share a PostgreSQL database. `now` is in
 * milliseconds; `alone` lets no other process that asks for the same open a file. Throws StoreError, whose message says
 * what to do.
 */
export async function openStore(
  setting: StoreSetting,
  { now = Date.now, alone = false }: { now?: () => number; alone?: boolean } = {},
): Promise<Store> {
  const letGo = alone ? holdStore(setting) : () => undefined
  const database = await openDatabase(setting).catch((error: unknown) => {
    letGo()
    throw error
  })
  const { db } = database
  // A file belongs to one process: whoever was reading into it when it last stopped is gone.
  if (database.engine === 'sqlite') {
    await db.updateTable('event_feeds').set({ lease_owner: null, lease_until: null }).execute()
    const held = db.updateTable('run_items').where('lease', 'is not', null)
    await held.set({ lease_until: 0 }).where(sql.ref('state'), '=', sql.lit('sending')).execute()
    await held.set({ look_at: now() }).where('look_at', 'is not', null).execute()
  }
  return {
    sessions: createSessions(db, now),
    journal: createJournal(db, now),
    events: createEventIndex(database, now),
    runs: createRunLedger(database, now),
    check: createPulse(db, now),
    async close() {
      await db.destroy()
      letGo()
    },
  }
}

/** Takes the file of a store for this process; a database on a server, and one in memory, need no such thing. */
function holdStore(setting: StoreSetting): () => void {
  return 'sqlite' in setting && setting.sqlite !== ':memory:' ? holdFile(setting.sqlite) : () => undefined
}
