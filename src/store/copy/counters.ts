import { type Kysely, sql } from 'kysely'
import type { Engine } from '../database/migrations/column-types.ts'
import type { Tables } from '../database/tables.ts'
import type { StoredTable } from './schema.ts'

/** The last number that each counting key has given: a number is not given again, also when its row is gone. */
export type Counters = Map<string, bigint>

/** Returns the tables whose key may be given by the database, with the last number given. */
export async function readCounters(
  db: Kysely<Tables>,
  engine: Engine,
  tables: readonly StoredTable[],
): Promise<Counters> {
  const counters: Counters = new Map()
  for (const table of tables.filter(countsUp)) {
    const key = sql.ref(table.key[0]?.name ?? '')
    const greatest = await sql<{ last: string | null }>`
      select cast(max(${key}) as text) as last from ${sql.table(table.name)}`.execute(db)
    const given = engine === 'postgres' ? await lastOfSequence(db, table) : await lastOfFile(db, table.name)
    const known = [greatest.rows[0]?.last, given].map((one) => BigInt(one ?? 0))
    const last = known.toSorted((one, other) => (one < other ? -1 : 1)).at(-1) ?? 0n
    if (last > 0n) counters.set(table.name, last)
  }
  return counters
}

/** Lets the keys go on after the last number that was given. */
export async function writeCounters(
  db: Kysely<Tables>,
  engine: Engine,
  { tables, counters }: { tables: readonly StoredTable[]; counters: Counters },
): Promise<void> {
  for (const table of tables.filter(countsUp)) {
    const last = counters.get(table.name)
    if (last === undefined) continue
    if (engine === 'postgres') {
      const sequence = await sequenceOf(db, table)
      if (sequence) await sql`select setval(${sequence}::regclass, ${String(last)}::bigint)`.execute(db)
    } else if (await hasSequences(db, table.name)) {
      await sql`delete from sqlite_sequence where name = ${table.name}`.execute(db)
      await sql`insert into sqlite_sequence (name, seq) values (${table.name}, cast(${String(last)} as integer))`.execute(
        db,
      )
    }
  }
}

const countsUp = ({ key }: StoredTable): boolean => key.length === 1 && key[0]?.bits !== undefined

async function sequenceOf(db: Kysely<Tables>, { name, key }: StoredTable): Promise<string | null> {
  const { rows } = await sql<{ sequence: string | null }>`
    select pg_get_serial_sequence(${name}, ${key[0]?.name}) as sequence`.execute(db)
  return rows[0]?.sequence ?? null
}

async function lastOfSequence(db: Kysely<Tables>, table: StoredTable): Promise<string | null> {
  const sequence = await sequenceOf(db, table)
  if (!sequence) return null
  const { rows } = await sql<{ last: string | null }>`
    select pg_sequence_last_value(${sequence}::regclass)::text as last`.execute(db)
  return rows[0]?.last ?? null
}

/** SQLite keeps it for tables with `autoincrement` only; elsewhere the next number is the greatest there is and one. */
async function lastOfFile(db: Kysely<Tables>, name: string): Promise<string | null> {
  const { rows } = await sql<{ last: string }>`
    select cast(seq as text) as last from sqlite_sequence where name = ${name}`.execute(db)
  return rows[0]?.last ?? null
}

async function hasSequences(db: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where name = ${name}`.execute(db)
  return /autoincrement/i.test(rows[0]?.sql ?? '')
}
