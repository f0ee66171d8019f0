import { type Kysely, type Selectable, sql } from 'kysely'
import { JournalEntry, type JournalPage, type JournalQuery } from '../../contract/journal.ts'
import { sortableTime } from '../../contract/timestamp.ts'
import { storedNoteWords } from '../../contract/words/run-notes.ts'
import { type KeysetSide, keysetPage } from '../database/keyset.ts'
import { contains } from '../database/like.ts'
import type { JournalTable, Tables } from '../database/tables.ts'

/** One page of the journal, newest first, paged by entry id. Texts are found anywhere in the names and ids. */
export async function readJournalPage(db: Kysely<Tables>, query: JournalQuery): Promise<JournalPage> {
  const matching = matches(db, query)
  const page = await keysetPage({
    size: query.size,
    before: query.before,
    after: query.after,
    keyOf: (entry: JournalEntry) => entry.id,
    async read({ older, newer, ascending, limit }: KeysetSide<string>) {
      let rows = matching
        .selectAll()
        .orderBy('id', ascending ? 'asc' : 'desc')
        .limit(limit)
      if (older !== undefined) rows = rows.where('id', '<', older)
      if (newer !== undefined) rows = rows.where('id', '>', newer)
      return (await rows.execute()).map(entryOf)
    },
  })
  return { items: page.items, older: page.older?.id ?? null, newer: page.newer?.id ?? null }
}

/** Returns the oldest entries without an end. The condition is written out, so that the index of those alone is used. */
export async function readPendingEntries(db: Kysely<Tables>): Promise<JournalEntry[]> {
  const pending = db.selectFrom('journal').selectAll().where(sql.ref('outcome'), '=', sql.lit('pending'))
  return (await pending.orderBy('id').limit(100).execute()).map(entryOf)
}

function matches(db: Kysely<Tables>, { environment, actor, action, target, outcome, from, to }: JournalQuery) {
  let rows = db.selectFrom('journal')
  if (environment !== undefined) rows = rows.where('environment', '=', environment)
  if (action !== undefined) rows = rows.where('action', '=', action)
  if (outcome !== undefined) rows = rows.where('outcome', '=', outcome)
  if (from !== undefined) rows = rows.where('at', '>=', sortableTime(from))
  if (to !== undefined) rows = rows.where('at', '<', sortableTime(to))
  if (actor)
    rows = rows.where((row) => row.or([contains(row.ref('actor_id'), actor), contains(row.ref('actor_name'), actor)]))
  if (target)
    rows = rows.where((row) =>
      row.or([
        contains(row.ref('target_id'), target),
        contains(row.ref('target_title'), target),
        contains(row.ref('target_subscription_id'), target),
      ]),
    )
  return rows
}

const entryOf = (row: Selectable<JournalTable>): JournalEntry =>
  JournalEntry.parse({
    id: row.id,
    at: row.at,
    actor: { id: row.actor_id, name: row.actor_name },
    role: row.role,
    environment: row.environment,
    action: row.action,
    target: {
      type: row.target_type,
      id: row.target_id,
      title: row.target_title,
      subscriptionId: row.target_subscription_id,
    },
    before: JSON.parse(row.before_json),
    after: JSON.parse(row.after_json),
    reason: row.reason,
    outcome: row.outcome,
    upstreamStatus: row.upstream_status,
    problem: storedNoteWords(row.problem),
    requestId: row.request_id,
  })
