import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { contains } from '../database/like.ts'
import {
  entriesNamed,
  inOrder,
  isAmong,
  nearest,
  type Row,
  type Search,
  sortedId,
  TITLE,
  within,
} from './named-entries.ts'
import { titlesWith } from './names.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Fewer letters begin too many ids: they are looked for in titles, and as an id that is no longer. */
const LEAST_OF_ID = 3
/** More titles than this hold a text that most entries have: it is looked for in the entries. */
const [FEW_TITLES, MOST_TITLES] = [50, 5_000]

/**
 * Returns the first entries whose target is looked for: a whole id, or a part of the title or the beginning of an id. Each way to
 * find it has an index of its own, so each is asked by itself: of several conditions at once a planner makes a walk through millions.
 */
export async function entriesOfTarget(database: Database, text: string, search: Search): Promise<Row[]> {
  const found = new Map<string, Row>()
  const add = (rows: Row[]) => {
    for (const row of rows) found.set(row.id, row)
  }
  const ways = [withId(database, text, search), ...(UUID.test(text) ? [] : [titled(database, text, search)])]
  for (const rows of await Promise.all(ways)) add(rows)
  const ordered = [...found.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return (search.ascending ? ordered : ordered.toReversed()).slice(0, search.limit)
}

/** Sorts after every text that begins with this one. */
const after = (text: string): string => `${text}\u{10ffff}`

function withId({ engine }: Database, text: string, search: Search): Promise<Row[]> {
  const { ascending, limit } = search
  const whole = UUID.test(text) || text.length < LEAST_OF_ID
  const ways = [...new Set([text, text.toLowerCase()])].flatMap((form) =>
    (['target_id', 'target_subscription_id'] as const).map((column) => {
      const rows = within(search)
      const those = whole
        ? rows.where(column, '=', form)
        : rows.where(column, '>=', form).where(column, '<', after(form))
      return sql`select id from (${those
        .select('id')
        .orderBy(whole ? sql<string>`id` : sortedId(engine), ascending ? 'asc' : 'desc')
        .limit(limit)}) as way`
    }),
  )
  return inOrder(search.rows.where(isAmong(engine, sql.join(ways, sql` union all `))), search)
}

async function titled(database: Database, text: string, search: Search): Promise<Row[]> {
  const few = await titlesWith(database.db, text, FEW_TITLES + 1)
  if (few.length <= FEW_TITLES) return await entriesNamed(database, { columns: TITLE, values: few }, search)
  const holdsText = contains(sql.ref('journal.target_title'), text)
  const near = await nearest(database, search, holdsText)
  if (near.length === search.limit) return near
  const titles = search.narrowed ? [] : await titlesWith(database.db, text, MOST_TITLES)
  if (search.narrowed || titles.length === MOST_TITLES) return await inOrder(within(search).where(holdsText), search)
  return await entriesNamed(database, { columns: TITLE, values: titles }, search)
}
