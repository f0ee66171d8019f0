import type { JournalEntry, JournalPage, JournalQuery } from '../../contract/journal.ts'
import type { TurnedOff } from '../../contract/subscription.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { Database } from '../database/database.ts'
import type { JournalTable } from '../database/tables.ts'
import { createUuid7 } from '../database/uuid7.ts'
import { type OpenExport, readOpenExports, readTurnedOff } from './answers.ts'
import { addLinks } from './chain.ts'
import { type ExportedEntry, exportJournal } from './export.ts'
import { forgetEntries } from './forget.ts'
import { rememberNames } from './names.ts'
import { readJournalPage, readPendingEntries } from './page.ts'
import { type JournalHead, type JournalProof, verifyJournal } from './verify.ts'

export type JournalBeginning = Omit<JournalEntry, 'id' | 'at' | 'outcome' | 'upstreamStatus' | 'problem'>

export interface JournalResult {
  outcome: 'done' | 'refused' | 'unknown'
  /** Replaces what `begin` said; left out, that stays. */
  after?: unknown
  /** The id of a target that was created and had none before. */
  target?: Pick<JournalEntry['target'], 'id' | 'subscriptionId'> | undefined
  upstreamStatus?: number | null
  problem?: string | null
}

/**
 * The record of every change: actor, action, time, reason and end. It is written before the change and finished after
 * it, and deleted only when its time is over.
 */
export interface Journal {
  /** Writes an entry as `pending` and gives its id, a UUIDv7: ids sort by time. */
  begin(entry: JournalBeginning): Promise<string>
  /** Writes an entry of something that is over already. */
  record(entry: JournalBeginning, result: JournalResult): Promise<void>
  /** Says how it ended. An `unknown` outcome may still be settled later; any other is final (Error). */
  finish(id: string, result: JournalResult): Promise<void>
  /** Says how an entry ended that is still `pending`. Returns false when it is not, because another process was first. */
  settle(id: string, result: JournalResult): Promise<boolean>
  /** Returns the oldest entries that are still `pending`, at most 100. */
  pending(): Promise<JournalEntry[]>
  /** Deletes the oldest entries from before a time (ms since 1970), at most `most`. Returns how many. */
  forget(before: number, most: number): Promise<number>
  /** Returns the end of each environment's chain. */
  heads(): Promise<JournalHead[]>
  /** Goes through the whole chain and returns what does not fit. */
  verify(): Promise<JournalProof>
  /** Yields all entries with their links, the oldest first. */
  all(): AsyncIterable<ExportedEntry>
  /** Newest first. A page past either end is answered with the newest one. */
  page(query: JournalQuery): Promise<JournalPage>
  /** Returns who turned these subscriptions off last; without those that were not turned off here, or not last. */
  turnedOff(environment: string, subscriptionIds: readonly string[]): Promise<Map<string, TurnedOff>>
  /** Returns the exports started since a time (ms since 1970) that nobody has downloaded or cancelled, the oldest first. */
  openExports(environment: string, since: number): Promise<OpenExport[]>
}

/** `now` is in milliseconds. */
export function createJournal(database: Database, now: () => number): Journal {
  const { db, engine, transact } = database
  const newId = createUuid7(now)
  const end = async (id: string, from: JournalEntry['outcome'][], result: JournalResult) => {
    const { outcome, after, target, upstreamStatus = null, problem = null } = result
    const found = target && { target_id: target.id, target_subscription_id: target.subscriptionId }
    const ended = { outcome, upstream_status: upstreamStatus, problem, ...found }
    return await transact(async (trx) => {
      const row = await trx
        .updateTable('journal')
        .set(after === undefined ? ended : { ...ended, after_json: JSON.stringify(after) })
        .where('id', '=', id)
        .where('outcome', 'in', from)
        .returningAll()
        .executeTakeFirst()
      if (row) await addLinks({ trx, engine }, [row])
      return row !== undefined
    })
  }
  const write = (row: JournalTable) =>
    transact(async (trx) => {
      await trx.insertInto('journal').values(row).execute()
      await rememberNames(trx, [row])
      await addLinks({ trx, engine }, [row])
    })
  return {
    async begin(entry) {
      const row = journalRow(newId(), now(), entry)
      await write(row)
      return row.id
    },
    async record(entry, { outcome, problem = null, upstreamStatus = null }) {
      const row = { ...journalRow(newId(), now(), entry), outcome, problem, upstream_status: upstreamStatus }
      await write(row)
    },
    async finish(id, result) {
      if (!(await end(id, ['pending', 'unknown'], result)))
        throw new Error(`No journal entry ${id} is waiting for its outcome`)
    },
    settle: (id, result) => end(id, ['pending'], result),
    pending: () => readPendingEntries(db),
    forget: (before, most) => transact((trx) => forgetEntries(trx, before, most)),
    heads: () => db.selectFrom('journal_heads').select(['environment', 'seq', 'hash']).execute(),
    verify: () => verifyJournal(db),
    all: () => exportJournal(db),
    page: (query) => readJournalPage(database, query),
    turnedOff: (environment, subscriptionIds) => readTurnedOff(db, environment, subscriptionIds),
    openExports: (environment, since) => readOpenExports(db, environment, since),
  }
}

/** A new entry's row, `pending`. `at` is in milliseconds. */
export function journalRow(
  id: string,
  at: number,
  { actor, target, before, after, reason, role, environment, action, requestId }: JournalWording,
): JournalTable {
  return {
    id,
    at: timeOf(at),
    actor_id: actor.id,
    actor_name: actor.name,
    role: role ?? '',
    environment,
    action,
    target_type: target.type,
    target_id: target.id,
    target_title: target.title,
    target_subscription_id: target.subscriptionId,
    before_json: JSON.stringify(before ?? null),
    after_json: JSON.stringify(after ?? null),
    reason,
    outcome: 'pending',
    upstream_status: null,
    problem: null,
    request_id: requestId,
  }
}

/** The columns of an entry; role, action and type of target are checked when it is read. */
type JournalWording = Omit<JournalBeginning, 'role' | 'action' | 'target'> & {
  role: string | null
  action: string
  target: Omit<JournalBeginning['target'], 'type'> & { type: string }
}
