import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { codeOf, StoreError } from './store-error.ts'

const INT8 = 20
const CONNECT_MILLISECONDS = 5_000

/**
 * A pool of PostgreSQL connections for a `postgres://` address. Counts come back as numbers. Nothing is connected yet.
 * Throws StoreError when the address cannot be read.
 */
export function openPostgres(url: string): Dialect {
  placeOf(url)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'webhooks-console',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  })
  // A connection that breaks is dropped from the pool; the statement that uses it, or the next one, reports what it
  // meets. One that is inside a transaction tells it to itself, not to the pool, and an unheard error ends the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
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
  const detail = error instanceof Error ? error.message : String(error)
  return new StoreError(problems[codeOf(error)] ?? `PostgreSQL at ${place} cannot be used: ${detail}.`, {
    cause: error,
  })
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) throw new StoreError('The PostgreSQL address in "store" is not a postgres:// address.')
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
