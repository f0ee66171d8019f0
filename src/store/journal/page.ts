import { type Kysely, type Selectable, sql } from 'kysely'
import { HOUR } from '../../contract/durations.ts'
import { JournalEntry, type JournalPage, type JournalQuery } from '../../contract/journal.ts'
import { sortableTime } from '../../contract/timestamp.ts'
import { storedNoteWords } from '../../contract/words/run-notes.ts'
import { type KeysetSide, keysetPage } from '../database/keyset.ts'
import { contains } from '../database/like.ts'
import type { JournalTable, Tables } from '../database/tables.ts'
import { uuid7Prefix } from '../database/uuid7.ts'
import { actorsNamed } from './actors.ts'
import { entriesOfTarget } from './target.ts'

/** One page of the journal, newest first, paged by entry id. Texts are found anywhere in names, and where ids begin. */
export async function readJournalPage(db: Kysely<Tables>, query: JournalQuery): Promise<JournalPage> {
  const matching = await matches(db, query)
  if (!matching) return { items: [], older: null, newer: null }
  const page = await keysetPage({
    size: query.size,
    before: query.before,
    after: query.after,
    keyOf: (entry: JournalEntry) => entry.id,
    async read({ older, newer, ascending, limit }: KeysetSide<string>) {
      let rows = matching.selectAll().orderBy('id', ascending ? 'asc' : 'desc')
      if (older !== undefined) rows = rows.where('id', '<', older)
      if (newer !== undefined) rows = rows.where('id', '>', newer)
      const found = query.target
        ? await entriesOfTarget(db, rows, { text: query.target, ascending, limit })
        : await rows.limit(limit).execute()
      return found.map(entryOf)
    },
  })
  return { items: page.items, older: page.older?.id ?? null, newer: page.newer?.id ?? null }
}

/** Returns the oldest entries without an end. The condition is written out, so that the index of those alone is used. */
export async function readPendingEntries(db: Kysely<Tables>): Promise<JournalEntry[]> {
  const pending = db.selectFrom('journal').selectAll().where(sql.ref('outcome'), '=', sql.lit('pending'))
  return (await pending.orderBy('id').limit(100).execute()).map(entryOf)
}

/** More people than this match by their names alone: most entries are of one of them. */
const MOST_ACTORS = 50
/** An entry's id may be this much later than its time (ms): ids never go back, a clock that is set does. */
const SLACK = 2 * HOUR

/**
 * Selects the entries of a query, so that an index leads to few among millions: people by who they are, times by the ids,
 * which sort by time. Returns undefined when nobody has such a name.
 */
async function matches(db: Kysely<Tables>, query: JournalQuery) {
  const { environment, actor, action, outcome, from, to } = query
  let rows = db.selectFrom('journal')
  if (environment !== undefined) rows = rows.where('environment', '=', environment)
  if (action !== undefined) rows = rows.where('action', '=', action)
  // Written out, so that the index of the outcomes that are few is used.
  if (outcome !== undefined) rows = rows.where('outcome', '=', sql.lit(outcome))
  if (from !== undefined) {
    const since = sortableTime(from)
    rows = rows.where('at', '>=', since).where('id', '>=', uuid7Prefix(Date.parse(since) - SLACK))
  }
  if (to !== undefined) {
    const until = sortableTime(to)
    rows = rows.where('at', '<', until).where('id', '<', uuid7Prefix(Date.parse(until) + SLACK))
  }
  if (!actor) return rows
  const people = await actorsNamed(db, actor)
  if (people.length === 0) return undefined
  if (people.length > MOST_ACTORS)
    return rows.where((row) => row.or([contains(row.ref('actor_id'), actor), contains(row.ref('actor_name'), actor)]))
  return rows.where((row) => row.or(people.map(({ id, name }) => row.and({ actor_id: id, actor_name: name }))))
}

/** Returns a row as the entry that it holds. */
export function entryOf(row: Selectable<JournalTable>): JournalEntry {
  return JournalEntry.parse({
    id: row.id,
    at: row.at,
    actor: { id: row.actor_id, name: row.actor_name },
    role: row.role || null,
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
}
