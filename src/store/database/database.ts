import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createGroupCommit, type Transact } from './group-commit.ts'
import type { Engine } from './migrations/column-types.ts'
import { MIGRATIONS, migrationsFor } from './migrations/migrations.ts'
import { explainPostgres, openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import { StoreError } from './store-error.ts'
import type { Tables } from './tables.ts'
import { withoutNul } from './without-nul.ts'

/** A file of the embedded database (or `:memory:`), or the address of a PostgreSQL database. */
export type StoreSetting = { sqlite: string } | { postgres: string }

export interface Database {
  db: Kysely<Tables>
  engine: Engine
  /** Several that are asked for at once may share a commit. */
  transact: Transact
}

/** Opens the database and brings its schema up to date. Throws StoreError with what to do. */
export async function openDatabase(setting: StoreSetting): Promise<Database> {
  const engine: Engine = 'sqlite' in setting ? 'sqlite' : 'postgres'
  const db = new Kysely<Tables>({
    dialect: 'sqlite' in setting ? openSqlite(setting.sqlite) : openPostgres(setting.postgres),
    plugins: engine === 'postgres' ? [withoutNul] : [],
  })
  try {
    await migrate(db, engine)
    const alone: Transact = (work) => db.transaction().execute(work)
    return { db, engine, transact: engine === 'sqlite' ? createGroupCommit(db) : alone }
  } catch (error) {
    await db.destroy()
    if (error instanceof StoreError) throw error
    if ('postgres' in setting) throw explainPostgres(setting.postgres, error)
    const detail = error instanceof Error ? error.message : String(error)
    throw new StoreError(`The store ${setting.sqlite} cannot be brought up to date: ${detail}.`, { cause: error })
  }
}

async function migrate(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const unknown = (await appliedTo(db)).filter((name) => !(name in MIGRATIONS))
  if (unknown.length > 0)
    throw new StoreError(
      `The store was written by a newer version of the console (it has ${unknown.join(', ')}). ` +
        'Run that version, or name another store.',
    )
  const { error } = await new Migrator({ db, provider: migrationsFor(engine) }).migrateToLatest()
  if (error !== undefined) throw error
}

async function appliedTo(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const log = db.withTables<{ kysely_migration: { name: string } }>()
  return (await log.selectFrom('kysely_migration').select('name').execute()).map((row) => row.name)
}
