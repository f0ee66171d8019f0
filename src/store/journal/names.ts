import { type Kysely, sql, type Transaction } from 'kysely'
import { contains } from '../database/like.ts'
import type { JournalTable, Tables } from '../database/tables.ts'

type Named = Pick<JournalTable, 'actor_id' | 'actor_name' | 'target_title'>

/** The part of a title that is searched: an index has no room for more. */
export const titleStart = sql<string>`substr(target_title, 1, 300)`
/** Cut by the database, for engines do not agree on what a character is. */
const startOf = (title: string) => sql<string>`substr(cast(${title} as text), 1, 300)`

/**
 * Notes whom and what entries name, in the transaction that writes them. Everybody writes in the same order, so that no two
 * wait for each other.
 */
export async function rememberNames(trx: Transaction<Tables>, rows: readonly Named[]): Promise<void> {
  await trx
    .insertInto('journal_people')
    .values(peopleIn(rows).map(([id, name]) => ({ id, name })))
    .onConflict((known) => known.doNothing())
    .execute()
  await trx
    .insertInto('journal_titles')
    .values(titlesIn(rows).map((title) => ({ title: startOf(title) })))
    .onConflict((known) => known.doNothing())
    .execute()
}

/** Forgets those of deleted entries that no other one names. What is named at this very moment is noted at the next time. */
export async function forgetNames(trx: Transaction<Tables>, rows: readonly Named[]): Promise<void> {
  const people = peopleIn(rows).map(([id, name]) => sql`(${id}, ${name})`)
  // A scalar query is looked up by the index for each of them, whatever the planner thinks of how many there are.
  await trx
    .deleteFrom('journal_people')
    .where(sql<boolean>`(id, name) in (${sql.join(people)})`)
    .where(sql<boolean>`(select j.id from journal as j
      where j.actor_id = journal_people.id and j.actor_name = journal_people.name limit 1) is null`)
    .execute()
  await trx
    .deleteFrom('journal_titles')
    .where('title', 'in', titlesIn(rows).map(startOf))
    .where(sql<boolean>`(select id from journal where ${titleStart} = journal_titles.title limit 1) is null`)
    .execute()
}

const peopleIn = (rows: readonly Named[]): [string, string][] => {
  const people = new Map<string, [string, string]>()
  for (const { actor_id, actor_name } of rows)
    people.set(JSON.stringify([actor_id, actor_name]), [actor_id, actor_name])
  return [...people].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, person]) => person)
}
const titlesIn = (rows: readonly Named[]): string[] => [...new Set(rows.map((row) => row.target_title))].toSorted()

/** Returns the people whose name or id holds a text, at most `most`. */
export async function peopleNamed(db: Kysely<Tables>, text: string, most: number): Promise<string[][]> {
  const people = db.selectFrom('journal_people').selectAll()
  const named = people.where((row) => row.or([contains(row.ref('id'), text), contains(row.ref('name'), text)]))
  return (await named.limit(most).execute()).map(({ id, name }) => [id, name])
}

/** Returns the titles that hold a text, at most `most`. */
export async function titlesWith(db: Kysely<Tables>, text: string, most: number): Promise<string[][]> {
  const titles = db.selectFrom('journal_titles').select('title')
  const found = titles.where((row) => contains(row.ref('title'), text))
  return (await found.limit(most).execute()).map(({ title }) => [title])
}
