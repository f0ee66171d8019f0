import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { type Database, openDatabase, type StoreSetting } from '../database/database.ts'
import { hashOfParts } from '../database/hash-of-parts.ts'
import { holdFile } from '../database/hold-file.ts'
import { placeOf } from '../database/postgres.ts'
import { StoreError } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'
import { type Counters, readCounters, writeCounters } from './counters.ts'
import { expectNoConsole, lockTables } from './in-use.ts'
import {
  beginProgress,
  emptyTables,
  endProgress,
  isUnfinishedCopy,
  noteProgress,
  progressOf,
  stampOf,
  type TableProgress,
} from './progress.ts'
import { hashWith, keyOf, portable, rowsAfter, type StoredRow, writeRows } from './rows.ts'
import { readSchema, type StoredTable } from './schema.ts'

/** What a copy tells while it goes on. */
export type CopyStep =
  | { step: 'waits'; place: string; seconds: number }
  | { step: 'goes-on' }
  | { step: 'anew' }
  | { step: 'complete' }
  | { step: 'copied' | 'checked'; table: string; rows: number; hash: string }

/** What a copy found: the rows of each table, the same on both sides. */
export interface CopyResult {
  tables: { name: string; rows: number }[]
  /** The NUL characters that were left out, because PostgreSQL keeps none. */
  nuls: number
}

const BATCH = 500

/**
 * Copies everything in a store into an empty one and checks that it is there. A copy that broke off goes on where it was, or
 * begins anew when its source was used since. Throws StoreError, which says what to do.
 */
export async function copyStore(
  { from, to }: { from: StoreSetting; to: StoreSetting },
  tell: (step: CopyStep) => void,
): Promise<CopyResult> {
  const [source, target] = [placeOfStore(from), placeOfStore(to)]
  if (source === target) throw new StoreError(`${source} is where it is copied from and where to. Name two stores.`)
  if ('sqlite' in from && !existsSync(from.sqlite)) throw new StoreError(`There is no file ${from.sqlite} to copy.`)
  const ends: (() => Promise<void> | void)[] = []
  try {
    for (const setting of [from, to]) if ('sqlite' in setting) ends.push(holdFile(setting.sqlite))
    const open = async (way: 'from' | 'to') => {
      const database = await openDatabase({ from, to }[way], { copy: way })
      ends.push(() => database.db.destroy())
      return { ...database, place: { from: source, to: target }[way] }
    }
    const copy = { source: await open('from'), target: await open('to') }
    for (const { db, engine, place } of [copy.source, copy.target])
      if (engine === 'postgres') {
        await expectUtf8(db, place)
        await expectNoConsole(db, place, (seconds) => tell({ step: 'waits', place, seconds }))
      }
    return await copyAll({ ...copy, tables: await readSchema(), tell })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

interface Copy {
  source: Database & { place: string }
  target: Database & { place: string }
  tables: StoredTable[]
  tell: (step: CopyStep) => void
}

async function copyAll(copy: Copy): Promise<CopyResult> {
  const { source, target, tables, tell } = copy
  let nuls = 0
  let counters: Counters = new Map()
  const copied = new Map<string, TableProgress>()
  let before: CopyResult['tables'] | undefined
  const reading = source.db.transaction()
  const steady = source.engine === 'postgres' ? reading.setIsolationLevel('repeatable read') : reading
  await steady.execute(async (from) => {
    if (source.engine === 'postgres') await lockTables(from, tables, source.place)
    before = await prepare(copy, from)
    if (before) return
    for (const table of tables) {
      const progress = await copyTable(copy, from, table)
      nuls += progress.nuls
      copied.set(table.name, progress)
    }
    counters = await readCounters(from, source.engine, tables)
  })
  if (before) return { tables: before, nuls }
  const counted = []
  for (const table of tables) {
    const wanted = copied.get(table.name) as TableProgress
    const found = await hashOf(target.db, table)
    tell({ step: 'checked', table: table.name, rows: found.rows, hash: found.hash })
    if (found.rows !== wanted.rows || found.hash !== wanted.hash)
      throw new StoreError(
        `${table.name} is not the same in ${target.place}: ${found.rows} rows of ${wanted.rows}, or others. ` +
          'Something else has written to it. Empty that store, then copy again.',
      )
    counted.push({ name: table.name, rows: found.rows })
  }
  await target.db.transaction().execute(async (trx) => {
    await writeCounters(trx, target.engine, { tables, counters })
    await endProgress(trx)
  })
  if (target.engine === 'postgres')
    for (const { name } of tables) await sql`vacuum (analyze) ${sql.table(name)}`.execute(target.db)
  return { tables: counted, nuls }
}

/**
 * Lets a copy begin, go on, or begin anew; returns the rows of each table when it was complete before, and killed before it
 * said so. Throws StoreError when the target holds something else.
 */
async function prepare(copy: Copy, from: Kysely<Tables>): Promise<CopyResult['tables'] | undefined> {
  const { source, target, tables, tell } = copy
  const { db, engine, place } = target
  const stamp = await stampNow(from, source.place)
  const unfinished = await isUnfinishedCopy(db)
  if (unfinished && (await stampOf(db)) === stamp) return void tell({ step: 'goes-on' })
  if (unfinished) tell({ step: 'anew' })
  else {
    const held = []
    for (const table of tables) if (await holdsMore(db, table)) held.push(table.name)
    const same = held.length > 0 ? await sameRows(copy, from) : undefined
    if (same) tell({ step: 'complete' })
    if (same) return same
    if (held.length > 0)
      throw new StoreError(`${place} holds data already (${held.join(', ')}). Name an empty store to copy into.`)
  }
  const names = tables.map(({ name }) => name)
  await db.transaction().execute(async (trx) => {
    if (unfinished) await endProgress(trx)
    await emptyTables(trx, engine, names)
    await beginProgress(trx, engine, stamp)
  })
  return undefined
}

/** Returns the rows of each table when the target holds what the source holds and no more; ends at the first difference. */
async function sameRows({ target, tables }: Copy, from: Kysely<Tables>): Promise<CopyResult['tables'] | undefined> {
  const counted = []
  for (const table of tables) {
    let rows = 0
    let [read, found] = [
      await rowsAfter(from, table, undefined, BATCH),
      await rowsAfter(target.db, table, undefined, BATCH),
    ]
    for (;;) {
      const wanted = read.map((row) => portable(table, row, target.engine))
      if (hashWith('', wanted) !== hashWith('', found)) return undefined
      rows += read.length
      const [last, lastFound] = [read.at(-1), found.at(-1)]
      if (!last || !lastFound) break
      read = await rowsAfter(from, table, keyOf(table, last), BATCH)
      found = await rowsAfter(target.db, table, keyOf(table, lastFound), BATCH)
    }
    counted.push({ name: table.name, rows })
  }
  return counted
}

/** Returns true when a table has rows besides those of a fresh store. */
async function holdsMore(db: Kysely<Tables>, table: StoredTable): Promise<boolean> {
  const rows = await rowsAfter(db, table, undefined, table.seeds.size + 1)
  return rows.some((row) => !table.seeds.has(JSON.stringify(keyOf(table, row))))
}

/** Returns what differs for another store, and for the same one once a console has run on it. */
async function stampNow(db: Kysely<Tables>, place: string): Promise<string> {
  const { rows } = await sql<{ at: string; base: string }>`
    select cast(at as text) as at, cast(base as text) as base from pulse where id = 1`.execute(db)
  return hashOfParts([place, rows[0]?.at ?? '', rows[0]?.base ?? ''])
}

async function copyTable(
  { target, tell }: Copy,
  from: Kysely<Tables>,
  table: StoredTable,
): Promise<TableProgress & { nuls: number }> {
  let progress = await progressOf(target.db, table.name)
  let nuls = 0
  for (;;) {
    const read = await rowsAfter(from, table, progress.last, BATCH)
    if (read.length === 0) break
    const rows = read.map((row) => portable(table, row, target.engine))
    nuls += lengthOf(read) - lengthOf(rows)
    const next = {
      rows: progress.rows + rows.length,
      last: keyOf(table, read.at(-1) as StoredRow),
      hash: hashWith(progress.hash, rows),
    }
    await target.db.transaction().execute(async (trx) => {
      await writeRows(trx, target.engine, table, rows)
      await noteProgress(trx, table.name, { from: progress, to: next })
    })
    progress = next
  }
  tell({ step: 'copied', table: table.name, rows: progress.rows, hash: progress.hash })
  return { ...progress, nuls }
}

const lengthOf = (rows: readonly StoredRow[]): number =>
  rows.reduce((sum, row) => row.reduce((length, value) => length + (value?.length ?? 0), sum), 0)

async function hashOf(db: Kysely<Tables>, table: StoredTable): Promise<TableProgress> {
  let found: TableProgress = { rows: 0, last: undefined, hash: '' }
  for (;;) {
    const rows = await rowsAfter(db, table, found.last, BATCH)
    const last = rows.at(-1)
    if (!last) return found
    found = { rows: found.rows + rows.length, last: keyOf(table, last), hash: hashWith(found.hash, rows) }
  }
}

const placeOfStore = (setting: StoreSetting): string =>
  'sqlite' in setting ? resolve(setting.sqlite) : placeOf(setting.postgres)

/** Other encodings lack letters, or take bytes that are none. */
async function expectUtf8(db: Kysely<Tables>, place: string): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db)
  const encoding = rows[0]?.server_encoding
  if (encoding !== 'UTF8')
    throw new StoreError(`${place} is in ${encoding}. Make a database with the encoding UTF8 to copy into.`)
}
