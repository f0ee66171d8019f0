import { Kysely, type LogEvent } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createGroupCommit, type Transact } from './group-commit.ts'
import type { Engine } from './migrations/column-types.ts'
import { MIGRATIONS, migrationsFor } from './migrations/migrations.ts'
import { explainPostgres, openPostgres } from './postgres.ts'
import { explainSqlite, openSqlite } from './sqlite.ts'
import { StoreError } from './store-error.ts'
import { StoreFault } from './store-fault.ts'
import type { Tables } from './tables.ts'
import { withoutNul } from './without-nul.ts'

/** A file of the embedded database (or `:memory:`), or the address of a PostgreSQL database. */
export type StoreSetting = { sqlite: string } | { postgres: string }

/** A statement that the database carried out. */
export interface StatementSeen {
  kind: 'read' | 'write' | 'commit' | 'other'
  failed: boolean
  /** Milliseconds. */
  took: number
}

export interface Database {
  db: Kysely<Tables>
  engine: Engine
  /** Several that are asked for at once may share a commit. */
  transact: Transact
}

/** The table of a store that is the copy of another one, for as long as it is not complete. */
export const UNFINISHED_COPY = 'store_copy'

export interface DatabaseOptions {
  /** Sees every statement. */
  observe?: ((statement: StatementSeen) => void) | undefined
  /** Opens it to copy from it or to it: a statement may take as long as it likes. */
  copy?: 'from' | 'to'
}

/** Opens the database and brings its schema up to date. Throws StoreError with what to do. */
export async function openDatabase(setting: StoreSetting, { observe, copy }: DatabaseOptions = {}): Promise<Database> {
  const engine: Engine = 'sqlite' in setting ? 'sqlite' : 'postgres'
  const db = connect(setting, { observe, patient: copy !== undefined })
  try {
    await checkTables(db, copy)
    if (await isBehind(db, engine)) await (engine === 'sqlite' ? migrate(db, engine) : migratePatiently(setting))
    const alone: Transact = (work) => db.transaction().execute(work)
    return { db, engine, transact: engine === 'sqlite' ? createGroupCommit(db) : alone }
  } catch (error) {
    await db.destroy()
    if (error instanceof StoreError) throw error
    if ('postgres' in setting) throw explainPostgres(setting.postgres, error)
    if (error instanceof StoreFault) throw explainSqlite(setting.sqlite, error)
    const detail = error instanceof Error ? error.message : String(error)
    throw new StoreError(`The store ${setting.sqlite} cannot be brought up to date: ${detail}.`, { cause: error })
  }
}

interface ConnectOptions {
  patient?: boolean
  observe?: ((statement: StatementSeen) => void) | undefined
}

function connect(setting: StoreSetting, { observe, ...options }: ConnectOptions = {}): Kysely<Tables> {
  const log = observe && {
    log: ({ level, query, queryDurationMillis: took }: LogEvent) =>
      observe({ kind: kindOf(query.sql), failed: level === 'error', took }),
  }
  return 'sqlite' in setting
    ? new Kysely<Tables>({ dialect: openSqlite(setting.sqlite), ...log })
    : new Kysely<Tables>({ dialect: openPostgres(setting.postgres, options), plugins: [withoutNul], ...log })
}

const KINDS: Record<string, StatementSeen['kind']> = {
  select: 'read',
  with: 'read',
  insert: 'write',
  update: 'write',
  delete: 'write',
  commit: 'commit',
}
const kindOf = (statement: string) => KINDS[/^\s*(\w+)/.exec(statement)?.[1]?.toLowerCase() ?? ''] ?? 'other'

/** Brings a schema up to date over connections of its own, for an index of millions of rows takes minutes. */
async function migratePatiently(setting: StoreSetting): Promise<void> {
  const db = connect(setting, { patient: true })
  try {
    await migrate(db, 'postgres')
  } finally {
    await db.destroy()
  }
}

async function checkTables(db: Kysely<Tables>, copy: 'from' | 'to' | undefined): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const has = (name: string) => tables.some((table) => table.name === name)
  if (copy === 'from' && !has(LOG)) throw new StoreError('There is no store of the console to copy from.')
  if (copy !== 'to' && has(UNFINISHED_COPY))
    throw new StoreError(
      'The store is a copy of another one and not complete. Run the same "store copy" again: it goes on where it was.',
    )
  const unknown = has(LOG) ? (await appliedTo(db)).filter((name) => !(name in MIGRATIONS)) : []
  if (unknown.length > 0)
    throw new StoreError(
      `The store was written by a newer version of the console (it has ${unknown.join(', ')}). ` +
        'Run that version, or name another store.',
    )
}

async function isBehind(db: Kysely<Tables>, engine: Engine): Promise<boolean> {
  const known = await new Migrator({ db, provider: migrationsFor(engine) }).getMigrations()
  return known.some(({ executedAt }) => executedAt === undefined)
}

async function migrate(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { error } = await new Migrator({ db, provider: migrationsFor(engine) }).migrateToLatest()
  if (error !== undefined) throw error
}

/** Kysely's table of the migrations that were made. */
const LOG = 'kysely_migration'

async function appliedTo(db: Kysely<Tables>): Promise<string[]> {
  const log = db.withTables<{ [LOG]: { name: string } }>()
  return (await log.selectFrom(LOG).select('name').execute()).map((row) => row.name)
}
