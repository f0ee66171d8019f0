import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { codeOf, StoreError } from './store-error.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'

const INT8 = 20
const CONNECT_MILLISECONDS = 5_000
/** Longer than any statement of a page or a run takes: a server that is silent for so long is away. */
const ANSWER_MILLISECONDS = 30_000

/**
 * A pool of PostgreSQL connections for a `postgres://` address. Counts come back as numbers. Nothing is connected yet.
 * Its failures are StoreFaults; with `patient` a statement may take as long as it likes. Throws StoreError when the address
 * cannot be read.
 */
export function openPostgres(url: string, { patient = false } = {}): Dialect {
  placeOf(url)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'webhooks-console',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    ...(!patient && { query_timeout: ANSWER_MILLISECONDS }),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  })
  // A connection that breaks is dropped from the pool; the statement that uses it, or the next one, reports what it
  // meets. One that is inside a transaction tells it to itself, not to the pool, and an unheard error ends the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool: telling(pool) })
}

/**
 * Returns the pool as one whose failures are StoreFaults. A connection that was lost is dropped: what comes after it in a
 * transaction fails at once, instead of waiting for a server that is silent.
 */
function telling(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection by its client, so each has one stand-in.
  const standIns = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const standInOf = (client: pg.PoolClient): PostgresPoolClient => {
    let lost: StoreFault | undefined
    const query = async (statement: string, values: readonly unknown[]) => {
      if (lost) throw lost
      try {
        return await client.query(statement, [...values])
      } catch (error) {
        const told = asStoreFault(error)
        if (told instanceof StoreFault && told.kind === 'away') lost = told
        throw told
      }
    }
    const release = () => client.release(lost !== undefined)
    // Kysely asks with a cursor only where it was given one.
    return { query: query as unknown as PostgresPoolClient['query'], release }
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw new StoreFault('away', error)
      })
      const standIn = standIns.get(client) ?? standInOf(client)
      standIns.set(client, standIn)
      return standIn
    },
  }
}

/** Returns the meaning of a failure of PostgreSQL and what to do; it names host, port and database only. */
export function explainPostgres(url: string, error: unknown): StoreError {
  const place = placeOf(url)
  const problems: Record<string, string> = {
    ECONNREFUSED: `PostgreSQL at ${place} refused the connection. Start it, or correct host and port in "store".`,
    ENOTFOUND: `The host of PostgreSQL at ${place} is not known. Correct it in "store".`,
    '28P01': `PostgreSQL at ${place} refused the user name or password. Correct them in "store".`,
    '28000': `PostgreSQL at ${place} does not let this user in. Allow it in pg_hba.conf, or correct "store".`,
    '3D000': `The database at ${place} does not exist. Create it, or correct its name in "store".`,
    '42501': `PostgreSQL at ${place} does not let this user create tables. Grant it CREATE on the schema.`,
    '53300': `PostgreSQL at ${place} has no connection left. Raise max_connections, or stop other clients.`,
    '57P03': `PostgreSQL at ${place} is starting or stopping. Try again in a moment.`,
  }
  const cause = error instanceof StoreFault ? error.cause : error
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new StoreError(problems[codeOf(cause)] ?? `PostgreSQL at ${place} cannot be used: ${detail}.`, {
    cause: error,
  })
}

/** Returns host, port and database of an address, never its password. Throws StoreError when it is none. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) throw new StoreError('The PostgreSQL address in "store" is not a postgres:// address.')
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
