import { closeSync, mkdirSync, openSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import { codeOf, StoreError } from './store-error.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'

const BUSY_MILLISECONDS = 1_000
const STATEMENTS_KEPT = 200

/**
 * Opens a database file of node:sqlite, or `:memory:`. The folder (0700) and the file (0600) are made where missing.
 * A commit that was answered survives a power cut (WAL with synchronous=FULL). Throws StoreError.
 */
export function openSqlite(path: string): Dialect {
  if (path !== ':memory:') createFile(resolve(path))
  try {
    const database = new DatabaseSync(path)
    try {
      database.exec(`pragma busy_timeout = ${BUSY_MILLISECONDS}; pragma journal_mode = WAL; pragma synchronous = FULL;
        pragma foreign_keys = ON; pragma cache_size = -32000`)
    } catch (error) {
      database.close()
      throw error
    }
    return new NodeSqliteDialect({ database: adapt(database) })
  } catch (error) {
    throw explainSqlite(path, error)
  }
}

/** Makes the folder (0700) and the file (0600) of a database where they are missing. Throws StoreError. */
export function createFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw new StoreError(
      codeOf(error) === 'EISDIR'
        ? `The store's path ${path} is a folder. Name a file in the setting "store".`
        : `The store ${path} cannot be written (${codeOf(error)}). Give the console's user write access to the folder ` +
            `${dirname(path)}, or name another file in the setting "store".`,
      { cause: error },
    )
  }
}

/** Returns the meaning of a failure of SQLite and what to do. */
export function explainSqlite(path: string, reported: unknown): StoreError {
  const error = reported instanceof StoreFault ? reported.cause : reported
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  const problems: Record<number, string> = {
    5: `The store ${path} is in use by another console or program. Stop that one, or share PostgreSQL instead.`,
    8: `The store ${path} is read-only. Give the console's user write access to the file and its folder.`,
    11: `The store ${path} is damaged. Put the last backup in its place, or move it away to start empty.`,
    13: `The disk of the store ${path} is full. Make room and start again.`,
    26: `The file ${path} is not a database. Name another file in the setting "store", or move this one away.`,
  }
  const detail = error instanceof Error ? error.message : String(error)
  const words = problems[code === IOERR && isFull(path) ? FULL : code]
  return new StoreError(words ?? `The store ${path} cannot be opened: ${detail}.`, { cause: error })
}

const [IOERR, FULL] = [10, 13]

/** SQLite calls it an I/O error when there is no room for the files beside the database. */
const isFull = (path: string): boolean => path !== ':memory:' && statfsSync(dirname(resolve(path))).bavail === 0

/** The SQLite library that Kysely needs, over node:sqlite; it keeps prepared statements, and its failures are StoreFaults. */
function adapt(database: DatabaseSync) {
  const kept = new Map<string, { statement: StatementSync; reader: boolean }>()
  const prepare = (sql: string) => {
    const known = kept.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    const entry = { statement, reader: statement.columns().length > 0 }
    kept.set(sql, entry)
    for (const oldest of kept.keys()) if (kept.size > STATEMENTS_KEPT) kept.delete(oldest)
    return entry
  }
  return {
    close: () => {
      kept.clear()
      database.close()
    },
    prepare(sql: string) {
      const { statement, reader } = telling(() => prepare(sql))
      return {
        reader,
        all: (values: readonly unknown[]) => telling(() => statement.all(...(values as SQLInputValue[]))),
        run: (values: readonly unknown[]) => telling(() => statement.run(...(values as SQLInputValue[]))),
        iterate: (values: readonly unknown[]) => statement.iterate(...(values as SQLInputValue[])),
      }
    },
  }
}

function telling<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asStoreFault(error)
  }
}

/**
 * Takes the write lock when a transaction begins, so that none fails halfway, and changes the schema in one as well.
 */
class NodeSqliteDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDriver>[0]

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0]) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new ImmediateDriver(this.#config)
  }

  override createAdapter() {
    return new TransactionalAdapter()
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** SQLite takes a transaction back by itself when the disk is full: the reason is worth more than that there is none. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!/no transaction is active/.test(String(error))) throw error
    })
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}
