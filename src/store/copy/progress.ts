import { type Kysely, sql } from 'kysely'
import { UNFINISHED_COPY } from '../database/database.ts'
import { columnTypes, type Engine } from '../database/migrations/column-types.ts'
import { StoreError } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'

/** How far a table is copied: its rows so far, the key of the last one, and the hash of all of them. */
export interface TableProgress {
  rows: number
  last: string[] | undefined
  hash: string
}

/** The row that says of what the copy is made. */
const SOURCE = ''

type ProgressTable = Record<
  typeof UNFINISHED_COPY,
  { name: string; rows: number; last_json: string | null; hash: string }
>

const table = (db: Kysely<Tables>) => db.withTables<ProgressTable>()

/** Returns true while a store is the unfinished copy of another one: until it is complete, nothing else may use it. */
export async function isUnfinishedCopy(db: Kysely<Tables>): Promise<boolean> {
  return (await db.introspection.getTables()).some(({ name }) => name === UNFINISHED_COPY)
}

/** Marks a store as a copy that begins. `stamp` says of what, and when that was used last. */
export async function beginProgress(db: Kysely<Tables>, engine: Engine, stamp: string): Promise<void> {
  const { text, clock } = columnTypes(engine)
  await db.schema
    .createTable(UNFINISHED_COPY)
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('rows', clock, (column) => column.notNull())
    .addColumn('last_json', text)
    .addColumn('hash', text, (column) => column.notNull())
    .execute()
  await table(db).insertInto(UNFINISHED_COPY).values({ name: SOURCE, rows: 0, last_json: null, hash: stamp }).execute()
}

/** Returns the stamp of what an unfinished copy is made of. */
export async function stampOf(db: Kysely<Tables>): Promise<string> {
  const source = table(db).selectFrom(UNFINISHED_COPY).select('hash').where('name', '=', SOURCE)
  return (await source.executeTakeFirst())?.hash ?? ''
}

/** Marks a store as complete. */
export async function endProgress(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable(UNFINISHED_COPY).execute()
}

export async function progressOf(db: Kysely<Tables>, name: string): Promise<TableProgress> {
  const row = await table(db).selectFrom(UNFINISHED_COPY).selectAll().where('name', '=', name).executeTakeFirst()
  if (!row) return { rows: 0, last: undefined, hash: '' }
  return { rows: row.rows, last: row.last_json === null ? undefined : JSON.parse(row.last_json), hash: row.hash }
}

/** Notes how far a table is copied, in the transaction that wrote its rows. Throws StoreError when another copy goes on. */
export async function noteProgress(
  trx: Kysely<Tables>,
  name: string,
  { from, to }: { from: TableProgress; to: TableProgress },
): Promise<void> {
  const values = { rows: to.rows, last_json: JSON.stringify(to.last), hash: to.hash }
  const noted =
    from.rows === 0
      ? await table(trx)
          .insertInto(UNFINISHED_COPY)
          .values({ name, ...values })
          .onConflict((on) => on.column('name').doNothing())
          .executeTakeFirst()
      : await table(trx)
          .updateTable(UNFINISHED_COPY)
          .set(values)
          .where('name', '=', name)
          .where('rows', '=', from.rows)
          .executeTakeFirst()
  const count = 'numUpdatedRows' in noted ? noted.numUpdatedRows : noted.numInsertedOrUpdatedRows
  if (count !== 1n) throw new StoreError('Another copy into the same store is under way. Let one of them end.')
}

/** Empties tables. */
export async function emptyTables(db: Kysely<Tables>, engine: Engine, names: readonly string[]): Promise<void> {
  if (engine === 'postgres') {
    await sql`truncate ${sql.join(names.map((name) => sql.table(name)))}`.execute(db)
    return
  }
  for (const name of names.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db)
}
