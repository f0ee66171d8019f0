import { type Expression, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { JournalTable, Tables } from '../database/tables.ts'
import { titleStart } from './names.ts'

export type Row = Selectable<JournalTable>

/** The first entries that are looked for: `rows` are those that fit otherwise, `above` and `below` bound their ids. */
export interface Search {
  rows: SelectQueryBuilder<Tables, 'journal', object>
  above: string
  below: string
  ascending: boolean
  limit: number
  /** True when `rows` leaves entries out. */
  narrowed: boolean
}

/** Values that are wanted in the columns of an index that ends with the id. */
export interface Names {
  columns: RawBuilder<string>[]
  values: string[][]
}

export const ACTOR = [sql<string>`actor_id`, sql<string>`actor_name`]
export const TITLE = [titleStart]

/** The entries that are looked through before the planner is asked for a way that narrows better. */
const NEAREST = 1_000
/** Names of which each is looked up by itself; with more of them, most entries are of one. */
const FEW = 8

/** Returns the first entries that are named so. */
export async function entriesNamed(database: Database, names: Names, search: Search): Promise<Row[]> {
  if (names.values.length === 0) return []
  const { rows, narrowed, limit } = search
  if (names.values.length > FEW) {
    const near = await nearest(database, search, isNamed(names))
    if (near.length === limit) return near
  }
  const most = narrowed ? Math.max(limit, Math.ceil(NEAREST / names.values.length)) : limit
  const ids = database.engine === 'postgres' ? idsByLateral(names, search, most) : idsByUnion(names, search, most)
  const found = await inOrder(rows.where(isAmong(database.engine, ids)), search)
  if (!narrowed || found.length === limit) return found
  const { rows: looked } = await sql<{ count: number }>`select count(*) as count from (${ids}) as looked`.execute(
    database.db,
  )
  if ((looked[0]?.count ?? 0) < most) return found
  return await inOrder(within(search).where(isNamed(names)), search)
}

/** Returns those of the next 1,000 entries that fit: what is not rare fills a page from there. */
export function nearest({ db }: Database, search: Search, fits: Expression<SqlBool>): Promise<Row[]> {
  const next = within(search)
    .selectAll()
    .orderBy('id', search.ascending ? 'asc' : 'desc')
    .limit(NEAREST)
  return inOrder(db.selectFrom(next.as('journal')).where(fits), search)
}

/**
 * The id in an order that its own index does not give on SQLite, which would rather walk through all entries in that order than
 * sort the few that another index has.
 */
export function sortedId(engine: Engine): RawBuilder<string> {
  return sql<string>`${sql.raw(engine === 'sqlite' ? '+journal.id' : 'journal.id')}`
}

/**
 * Is true of entries with an id of a query. PostgreSQL makes the query first and goes by the ids: else it goes through all entries
 * that fit otherwise, because few of them would do.
 */
export function isAmong(engine: Engine, ids: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return engine === 'postgres' ? sql`journal.id = any (array(${ids}))` : sql`journal.id in (${ids})`
}

/** Returns the first of some entries. */
export function inOrder(
  rows: Search['rows'],
  { ascending, limit }: Pick<Search, 'ascending' | 'limit'>,
): Promise<Row[]> {
  return rows
    .selectAll()
    .orderBy('id', ascending ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}

/** Returns the entries of a search as its bounds have them. */
export function within({ rows, above, below }: Pick<Search, 'rows' | 'above' | 'below'>): Search['rows'] {
  return rows.where('id', '>', above).where('id', '<', below)
}

/** Is true of entries with one of the names. */
export function isNamed({ columns, values }: Names): RawBuilder<SqlBool> {
  if (values.length === 0) return sql`1 = 0`
  if (columns.length === 1) return sql`${columns[0]} in (${sql.join(values.flat())})`
  const wanted = values.map((value) => sql`(${sql.join(value)})`)
  return sql`(${sql.join(columns)}) in (values ${sql.join(wanted)})`
}

/**
 * The first ids of each name, from the index that has them in this order. Names and ids are compared together: of an equality and
 * an order PostgreSQL makes a walk through all entries, for it takes each name to be spread evenly over them.
 */
function idsByLateral(
  { columns, values }: Names,
  { above, below, ascending }: Search,
  most: number,
): RawBuilder<unknown> {
  const [direction, limit] = [sql.raw(ascending ? 'asc' : 'desc'), sql.lit(most)]
  const wanted = columns.map((_, at) => sql.raw(`wanted_${at}`))
  const lists = columns.map((_, at) => sql`${values.map((value) => value[at])}::text[]`)
  const key = sql.join([...columns, sql`id`])
  return sql`select named.id from unnest(${sql.join(lists)}) as wanted (${sql.join(wanted)}) cross join lateral (
      select id from journal
      where (${key}) > (${sql.join([...wanted, sql`${above}`])}) and (${key}) < (${sql.join([...wanted, sql`${below}`])})
      order by ${sql.join([...columns, sql`id`].map((column) => sql`${column} ${direction}`))} limit ${limit}
    ) as named order by named.id ${direction} limit ${limit}`
}

/** The same on SQLite, which goes by the index that fits. */
function idsByUnion({ columns, values }: Names, search: Search, most: number): RawBuilder<unknown> {
  const { above, below, ascending } = search
  const [direction, limit] = [sql.raw(ascending ? 'asc' : 'desc'), sql.lit(most)]
  const first = (some: string[][]) => sql`select id from (select id from journal
    where ${isNamed({ columns, values: some })} and id > ${above} and id < ${below} order by ${some.length > 1 ? sortedId('sqlite') : sql`id`} ${direction} limit ${limit})`
  const all = values.length <= FEW ? values.map((value) => first([value])) : [first(values)]
  return sql`select id from (${sql.join(all, sql` union all `)}) order by id ${direction} limit ${limit}`
}
