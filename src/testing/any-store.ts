import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { openDatabase, type StoreSetting } from '../store/database/database.ts'
import type { Tables } from '../store/database/tables.ts'

interface Column {
  table: string
  name: string
  type: string
  required: number
  /** 1 in a column of a key or of a unique index. */
  unique: number
  /** The table and column that it refers to. */
  parent: string | null
  parentColumn: string | null
}

/** Values of a row by their columns; a reference is a number that picks one of the rows there are. */
export type AnyRow = Record<string, string | null>

/** Returns all columns of a fresh store, those of a table together. */
export async function readColumns(): Promise<Map<string, Column[]>> {
  const { db } = await openDatabase({ sqlite: ':memory:' })
  const { rows } = await sql<Column>`
    select m.name as "table", c.name, lower(c.type) as type, c."notnull" or c.pk as required,
      c.pk > 0 or exists (
        select 1 from pragma_index_list(m.name) as i, pragma_index_info(i.name) as part
        where i."unique" and part.name = c.name) as "unique",
      f."table" as parent, f."to" as parentColumn
    from sqlite_master as m, pragma_table_info(m.name) as c
    left join pragma_foreign_key_list(m.name) as f on f."from" = c.name
    where m.type = 'table' and substr(m.name, 1, 7) not in ('sqlite_', 'kysely_')`.execute(db)
  await db.destroy()
  return Map.groupBy(rows, ({ table }) => table)
}

const SPECIAL = [
  '',
  'NULL',
  '{"a","b"}',
  "it's",
  '\\N',
  '\\x00',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\ufeff',
  '💶',
]

/** Texts as they may come from anywhere: with NUL, halves of pairs, JSON, other scripts, quotes and backslashes. */
const anyText = fc.oneof(
  fc.constantFrom(...SPECIAL),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  fc.json({ maxDepth: 2 }).map((text) => text.slice(0, 300)),
)

const anyNumber = (bits: bigint) => {
  const limit = 2n ** (bits - 1n)
  const special = [0n, 1n, -1n, limit - 1n, -limit, limit / 1024n + 1n]
  return fc.oneof(fc.constantFrom(...special), fc.bigInt({ min: -limit, max: limit - 1n })).map(String)
}

const KINDS: Record<string, fc.Arbitrary<string>> = { text: anyText, integer: anyNumber(32n), bigint: anyNumber(64n) }

/** Rows of every table of the schema, with whatever its columns can hold. */
export function anyRows(columns: Map<string, Column[]>, most: number): fc.Arbitrary<Record<string, AnyRow[]>> {
  const valueFor = ({ type, required, unique, parent }: Column): fc.Arbitrary<string | null> => {
    const any = parent === null ? (KINDS[type] as fc.Arbitrary<string>) : fc.nat().map(String)
    // Two that differ by NUL alone are the same on PostgreSQL.
    const value = unique ? any.map((text) => text.replaceAll('\0', '')) : any
    return required ? value : fc.option(value, { freq: 5 })
  }
  const rowOf = (some: Column[]) => fc.record(Object.fromEntries(some.map((column) => [column.name, valueFor(column)])))
  return fc.record(
    Object.fromEntries(
      [...columns].map(([table, some]) => [table, fc.array(rowOf(some), { minLength: 5, maxLength: most })]),
    ),
  )
}

/** Writes rows of every table, each after those it refers to; what a unique index has already is left out. */
export async function fillStore(setting: StoreSetting, columns: Map<string, Column[]>, rows: Record<string, AnyRow[]>) {
  const { db, engine } = await openDatabase(setting)
  const [ignored, afterwards] = engine === 'sqlite' ? [sql` or ignore`, sql``] : [sql``, sql` on conflict do nothing`]
  const filled = new Map<string, Record<string, string>[]>()
  const fill = async (table: string) => {
    const some = columns.get(table) as Column[]
    for (const { parent } of some) if (parent !== null && !filled.has(parent)) await fill(parent)
    await db.transaction().execute(async (trx) => {
      for (const row of rows[table] ?? []) {
        const values = some.map(({ name, parent, parentColumn }) => {
          const value = row[name] ?? null
          if (parent === null || value === null) return value
          const there = filled.get(parent) as Record<string, string>[]
          return there[Number(value) % there.length]?.[parentColumn as string]
        })
        const names = sql.join(some.map(({ name }) => sql.ref(name)))
        await sql`insert${ignored} into ${sql.table(table)} (${names}) values (${sql.join(values)})${afterwards}`.execute(
          trx,
        )
      }
    })
    const referred = [...columns.values()].flat().filter(({ parent }) => parent === table)
    filled.set(table, await valuesOf(db, table, new Set(referred.map(({ parentColumn }) => parentColumn as string))))
  }
  for (const table of columns.keys()) if (!filled.has(table)) await fill(table)
  await db.destroy()
}

const valuesOf = async (db: Kysely<Tables>, table: string, columns: Set<string>) => {
  if (columns.size === 0) return []
  const digits = [...columns].map((column) => sql`cast(${sql.ref(column)} as text) as ${sql.ref(column)}`)
  return (await sql<Record<string, string>>`select ${sql.join(digits)} from ${sql.table(table)}`.execute(db)).rows
}

/** Returns all rows of a store by table, past the console's own way to read, with numbers as their digits. */
export async function contentOf(setting: StoreSetting, tables: Iterable<string>): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {}
  const keep = (table: string, rows: object[]) => {
    content[table] = rows
      .map((row) =>
        JSON.stringify(Object.entries(row).toSorted(), (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      )
      .toSorted()
  }
  if ('sqlite' in setting) {
    const file = new DatabaseSync(setting.sqlite, { readBigInts: true })
    for (const table of tables) keep(table, file.prepare(`select * from ${table}`).all())
    file.close()
    return content
  }
  const client = new pg.Client({ connectionString: setting.postgres, types: { getTypeParser: () => String } })
  await client.connect()
  for (const table of tables) keep(table, (await client.query(`select * from ${table}`)).rows)
  await client.end()
  return content
}
