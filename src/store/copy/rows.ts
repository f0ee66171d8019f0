import { type Kysely, sql } from 'kysely'
import { hashOfParts } from '../database/hash-of-parts.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import { StoreError } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'
import type { StoredColumn, StoredTable } from './schema.ts'

/** A row with its values in the order of the columns. Numbers are their digits: some have more than a number holds. */
export type StoredRow = (string | null)[]

/** Returns the rows that follow a key, in the order of the keys: it is the same on both engines. */
export async function rowsAfter(
  db: Kysely<Tables>,
  { name, columns, key }: StoredTable,
  after: string[] | undefined,
  most: number,
): Promise<StoredRow[]> {
  const values = columns.map((column) =>
    column.bits ? sql`cast(${sql.ref(column.name)} as text) as ${sql.ref(column.name)}` : sql.ref(column.name),
  )
  // The column itself, not its digits, which have the same name.
  const keys = sql.join(key.map((column) => sql.ref(`${name}.${column.name}`)))
  const bounds = after && key.map((column, place) => cast(sql`${after[place]}`, column))
  const { rows } = await sql<Record<string, string | null>>`
    select ${sql.join(values)} from ${sql.table(name)} ${bounds ? sql`where (${keys}) > (${sql.join(bounds)})` : sql``}
    order by ${keys} limit ${sql.lit(most)}`.execute(db)
  return rows.map((row) => columns.map((column) => row[column.name] ?? null))
}

const cast = (value: ReturnType<typeof sql>, { bits }: StoredColumn) =>
  sql`cast(${value} as ${sql.raw(bits ? 'bigint' : 'text')})`

/** Returns the key of a row. */
export function keyOf({ columns, key }: StoredTable, row: StoredRow): string[] {
  return key.map((column) => row[columns.indexOf(column)] ?? '')
}

/** Writes rows of a table. */
export async function writeRows(
  db: Kysely<Tables>,
  engine: Engine,
  { name, columns }: StoredTable,
  rows: readonly StoredRow[],
): Promise<void> {
  const into = sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})`
  if (engine === 'postgres') {
    const lists = columns.map(({ bits }, place) => {
      const list = rows.map((row) => row[place])
      return sql`${list}::${sql.raw(bits ? 'bigint' : 'text')}[]`
    })
    await sql`${into} select * from unnest(${sql.join(lists)})`.execute(db)
    return
  }
  for (let from = 0; from < rows.length; from += IN_A_STATEMENT) {
    const some = rows.slice(from, from + IN_A_STATEMENT)
    await sql`${into} values ${sql.join(some.map((row) => sql`(${sql.join(row)})`))}`.execute(db)
  }
}

const IN_A_STATEMENT = 50

const LIMITS = { 32: 2n ** 31n, 64: 2n ** 63n }

/**
 * Returns a row as it can be kept by either engine: PostgreSQL has no NUL in a text, and the console leaves it out there. Throws
 * StoreError for what the console never writes.
 */
export function portable({ name, columns, key }: StoredTable, row: StoredRow, to: Engine): StoredRow {
  return row.map((value, place) => {
    const column = columns[place] as StoredColumn
    if (value === null) return value
    if (typeof value === 'string' && fits(value, column)) return to === 'postgres' ? value.replaceAll('\0', '') : value
    const where = key.map((one) => `${one.name} ${row[columns.indexOf(one)]}`).join(', ')
    throw new StoreError(
      `The row ${where} of ${name} has something in ${column.name} that is not of its kind: ${String(value).slice(0, 100)}. ` +
        'The console does not write such a thing. Correct or delete the row, then copy again.',
    )
  })
}

const fits = (value: string, { bits }: StoredColumn): boolean => {
  if (bits === undefined) return true
  if (!/^-?\d+$/.test(value)) return false
  const [number, limit] = [BigInt(value), LIMITS[bits]]
  return number >= -limit && number < limit
}

const MOST = 2n ** 256n

/**
 * Returns the hash of rows and of those before them: the sum of their hashes, in hexadecimal digits. It is the same in any order,
 * because texts without their NULs may sort otherwise.
 */
export function hashWith(before: string, rows: readonly StoredRow[]): string {
  const sum = rows.reduce((sum, row) => sum + BigInt(`0x${hashOfParts(row)}`), BigInt(`0x${before || '0'}`))
  return (sum % MOST).toString(16).padStart(64, '0')
}
