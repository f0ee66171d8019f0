import { type Expression, type SqlBool, sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { likePart } from '../../database/like.ts'

/** The characters that nearly every id has, which failed_letters of migration 0006 leaves out. */
const inIds = (letters: string) => /^[0-9a-f -]*$/.test(letters)
/** The separator that failed_letters puts between pairs. */
const SEPARATOR = '\u001f'

/** True where PostgreSQL may find what contains a text; `index` is the one it is found in (migration 0006). */
export interface TextLookup {
  index: 'events_failed_trigrams' | 'events_failed_letters'
  found: Expression<SqlBool>
}

/**
 * The way in which PostgreSQL looks up a text: by an index that is there and whole, for one may not have been allowed,
 * or is being made (docs/operations.md). Undefined where there is none, and always on SQLite.
 */
export async function lookupOf({ db, engine }: Database, text: string): Promise<TextLookup | undefined> {
  const lookups = engine === 'postgres' ? lookupsOf(text.toLowerCase().replaceAll('\u0000', '')) : []
  if (lookups.length === 0) return undefined
  const names = sql.join(lookups.map(({ index }) => sql`to_regclass(${index})`))
  const usable = sql<{ index: string }>`select indexrelid::regclass::text as index from pg_index
    where indexrelid in (${names}) and indisvalid`
  const found = (await usable.execute(db)).rows.map(({ index }) => index)
  return lookups.find(({ index }) => found.includes(index))
}

/** The better way first. None for one or two letters of ids, which nearly all have. */
function lookupsOf(text: string): TextLookup[] {
  const letters = [...text]
  const pairs = letters.slice(1).map((letter, before) => `${letters[before]}${letter}`)
  const rare = (letters.length === 1 ? letters : pairs).filter((one) => !inIds(one) && !one.includes(SEPARATOR))
  const lookups: TextLookup[] = []
  if (/[a-z0-9 ]{3}/.test(text))
    lookups.push({
      index: 'events_failed_trigrams',
      // As one word: trigrams span what would be the ends of words.
      found: sql`replace(events.failed_text, ' ', 'q') like ${likePart(text.replaceAll(' ', 'q'))} escape '\\'`,
    })
  if (rare.length > 0)
    lookups.push({
      index: 'events_failed_letters',
      found: sql`failed_letters(events.failed_text, events.id, events.event_id, events.user_id) @> ${[...new Set(rare)]}::text[]`,
    })
  return lookups
}
