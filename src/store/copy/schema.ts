import { sql } from 'kysely'
import { openDatabase } from '../database/database.ts'
import { StoreError } from '../database/store-error.ts'

/** A column of the schema. `bits` are those of a number, undefined for a text. */
export interface StoredColumn {
  name: string
  bits: 32 | 64 | undefined
}

/** A table of the schema; `key` names the columns of its primary key, `parents` the tables that its rows refer to. */
export interface StoredTable {
  name: string
  columns: StoredColumn[]
  key: StoredColumn[]
  parents: string[]
  /** The rows that a fresh store has, by their keys as JSON. */
  seeds: ReadonlySet<string>
}

interface ColumnInfo {
  table: string
  name: string
  type: string
  pk: number
}

const BITS: Record<string, StoredColumn['bits']> = { text: undefined, integer: 32, bigint: 64 }

/**
 * Returns all tables of the store, each after those that it refers to. They are read from a fresh store, so that one that a
 * migration adds is among them by itself. Throws StoreError for a column of a type that could not be copied.
 */
export async function readSchema(): Promise<StoredTable[]> {
  const { db } = await openDatabase({ sqlite: ':memory:' })
  try {
    const columns = await sql<ColumnInfo>`
      select m.name as "table", c.name, lower(c.type) as type, c.pk
      from sqlite_master as m, pragma_table_info(m.name) as c
      where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name not like 'kysely\\_%' escape '\\'
      order by m.name, c.cid`.execute(db)
    const references = await sql<{ table: string; parent: string }>`
      select m.name as "table", f."table" as parent from sqlite_master as m, pragma_foreign_key_list(m.name) as f
      where m.type = 'table'`.execute(db)
    const tables: StoredTable[] = []
    for (const [name, infos] of Map.groupBy(columns.rows, ({ table }) => table)) {
      const parents = references.rows.filter(({ table }) => table === name).map(({ parent }) => parent)
      const table = { ...columnsOf(infos), name, parents: [...new Set(parents)], seeds: new Set<string>() }
      const keys = table.key.map((column) => sql.ref(column.name))
      const seeds = await sql<object>`select ${sql.join(keys)} from ${sql.table(name)}`.execute(db)
      tables.push({ ...table, seeds: new Set(seeds.rows.map((row) => JSON.stringify(Object.values(row).map(String)))) })
    }
    return parentsFirst(tables)
  } finally {
    await db.destroy()
  }
}

function columnsOf(infos: ColumnInfo[]): Pick<StoredTable, 'columns' | 'key'> {
  const known = infos.map(({ table, name, type, pk }) => {
    if (!(type in BITS))
      throw new StoreError(`The column ${name} of ${table} is of a type that is not copied: ${type}.`)
    return { column: { name, bits: BITS[type] }, pk }
  })
  const key = known.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
  if (key.length === 0) throw new StoreError(`The table ${infos[0]?.table} has no primary key and cannot be copied.`)
  return { columns: known.map(({ column }) => column), key: key.map(({ column }) => column) }
}

function parentsFirst(tables: StoredTable[]): StoredTable[] {
  const sorted: StoredTable[] = []
  const rest = new Set(tables)
  while (rest.size > 0) {
    const before = sorted.length
    for (const table of rest)
      if (table.parents.every((name) => name === table.name || sorted.some((other) => other.name === name))) {
        sorted.push(table)
        rest.delete(table)
      }
    if (sorted.length === before) throw new StoreError('Tables of the store refer to each other in a circle.')
  }
  return sorted
}
