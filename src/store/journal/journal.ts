import type { Kysely } from 'kysely'
import type { JournalEntry, JournalPage, JournalQuery } from '../../contract/journal.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { JournalTable, Tables } from '../database/tables.ts'
import { createUuid7, uuid7Prefix } from '../database/uuid7.ts'
import { readJournalPage, readPendingEntries } from './page.ts'

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
  /** Says how it ended. An `unknown` outcome may still be settled later; any other is final (Error). */
  finish(id: string, result: JournalResult): Promise<void>
  /** Says how an entry ended that is still `pending`. Returns false when it is not, because another process was first. */
  settle(id: string, result: JournalResult): Promise<boolean>
  /** Returns the oldest entries that are still `pending`, at most 100. */
  pending(): Promise<JournalEntry[]>
  /** Deletes the oldest entries from before a time (ms since 1970), at most `most`. Returns how many. */
  forget(before: number, most: number): Promise<number>
  /** Newest first. A page past either end is answered with the newest one. */
  page(query: JournalQuery): Promise<JournalPage>
}

/** `now` is in milliseconds. */
export function createJournal(db: Kysely<Tables>, now: () => number): Journal {
  const newId = createUuid7(now)
  const end = async (id: string, from: JournalEntry['outcome'][], result: JournalResult) => {
    const { outcome, after, target, upstreamStatus = null, problem = null } = result
    const found = target && { target_id: target.id, target_subscription_id: target.subscriptionId }
    const ended = { outcome, upstream_status: upstreamStatus, problem, ...found }
    const changed = await db
      .updateTable('journal')
      .set(after === undefined ? ended : { ...ended, after_json: JSON.stringify(after) })
      .where('id', '=', id)
      .where('outcome', 'in', from)
      .executeTakeFirst()
    return changed.numUpdatedRows === 1n
  }
  return {
    async begin(entry) {
      const id = newId()
      await db
        .insertInto('journal')
        .values(journalRow(id, now(), entry))
        .execute()
      return id
    },
    async finish(id, result) {
      if (!(await end(id, ['pending', 'unknown'], result)))
        throw new Error(`No journal entry ${id} is waiting for its outcome`)
    },
    settle: (id, result) => end(id, ['pending'], result),
    pending: () => readPendingEntries(db),
    async forget(before, most) {
      const old = db.selectFrom('journal').select('id').where('id', '<', uuid7Prefix(before)).orderBy('id').limit(most)
      return Number((await db.deleteFrom('journal').where('id', 'in', old).executeTakeFirst()).numDeletedRows)
    },
    page: (query) => readJournalPage(db, query),
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
    role,
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
  role: string
  action: string
  target: Omit<JournalBeginning['target'], 'type'> & { type: string }
}
