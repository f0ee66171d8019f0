import { type Kysely, type Selectable, sql } from 'kysely'
import { HOUR } from '../../contract/durations.ts'
import { JournalEntry, type JournalPage, type JournalQuery } from '../../contract/journal.ts'
import { sortableTime } from '../../contract/timestamp.ts'
import { storedNoteWords } from '../../contract/words/run-notes.ts'
import type { Database } from '../database/database.ts'
import { type KeysetSide, keysetPage } from '../database/keyset.ts'
import { contains } from '../database/like.ts'
import type { JournalTable, Tables } from '../database/tables.ts'
import { uuid7Prefix } from '../database/uuid7.ts'
import { ACTOR, entriesNamed, inOrder, isNamed, nearest, type Row, type Search, within } from './named-entries.ts'
import { peopleNamed } from './names.ts'
import { entriesOfTarget } from './target.ts'

/** One page of the journal, newest first, paged by entry id. Texts are found anywhere in names, and where ids begin. */
export async function readJournalPage(database: Database, query: JournalQuery): Promise<JournalPage> {
  const people = query.actor ? await peopleNamed(database.db, query.actor, MOST_ACTORS + 1) : undefined
  const { rows, narrowed, above, below } = matching(database, query, people)
  const page = await keysetPage({
    size: query.size,
    before: query.before,
    after: query.after,
    keyOf: (entry: JournalEntry) => entry.id,
    async read({ older, newer, ascending, limit }: KeysetSide<string>) {
      const search = { rows, narrowed, ascending, limit, above: later(above, newer), below: sooner(below, older) }
      return (await firstEntries(database, query, people, search)).map(entryOf)
    },
  })
  return { items: page.items, older: page.older?.id ?? null, newer: page.newer?.id ?? null }
}

const later = (one: string, other = ''): string => (one > other ? one : other)
const sooner = (one: string, other = LAST_ID): string => (one < other ? one : other)

async function firstEntries(
  database: Database,
  { target }: JournalQuery,
  people: string[][] | undefined,
  search: Search,
): Promise<Row[]> {
  if (target) return await entriesOfTarget(database, target, search)
  if (people && people.length <= MOST_ACTORS)
    return await entriesNamed(database, { columns: ACTOR, values: people }, search)
  const near = people && (await nearest(database, search, sql`1 = 1`))
  if (near?.length === search.limit) return near
  return await inOrder(within(search), search)
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
/** Sorts after every id. */
const LAST_ID = '~'

/**
 * Selects the entries of a query, so that an index leads to few among millions: times by the ids, which sort by time. People who
 * are looked for by an index of their own are left out of it.
 */
function matching(
  { db, engine }: Database,
  { environment, actor, action, outcome, from, to, target }: JournalQuery,
  people: string[][] | undefined,
): Pick<Search, 'rows' | 'narrowed' | 'above' | 'below'> {
  let rows: Search['rows'] = db.selectFrom('journal')
  // SQLite knows nothing of how many there are: it would go through an environment to find what is rare.
  const beside = engine === 'sqlite' && [actor, action, outcome, target].some((other) => other && other !== 'done')
  if (environment !== undefined) rows = rows.where(sql.raw(beside ? '+environment' : 'environment'), '=', environment)
  if (action !== undefined) rows = rows.where('action', '=', action)
  // Written out, so that the index of the outcomes that are few is used.
  if (outcome !== undefined) rows = rows.where('outcome', '=', sql.lit(outcome))
  if (outcome !== undefined && outcome !== 'done') rows = rows.where(sql.ref('outcome'), '<>', sql.lit('done'))
  if (from !== undefined) rows = rows.where('at', '>=', sortableTime(from))
  if (to !== undefined) rows = rows.where('at', '<', sortableTime(to))
  if (people && people.length > MOST_ACTORS)
    rows = rows.where((row) =>
      row.or([contains(row.ref('actor_id'), actor ?? ''), contains(row.ref('actor_name'), actor ?? '')]),
    )
  else if (people && target) rows = rows.where(isNamed({ columns: ACTOR, values: people }))
  return {
    rows,
    narrowed:
      [environment, action, outcome, from, to, target && people].some(Boolean) || (people?.length ?? 0) > MOST_ACTORS,
    above: from === undefined ? '' : uuid7Prefix(Date.parse(from) - SLACK),
    below: to === undefined ? LAST_ID : uuid7Prefix(Date.parse(to) + SLACK),
  }
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
