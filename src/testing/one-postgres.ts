import type { TestProject } from 'vitest/node'
import { openStore } from '../store/store.ts'
import { createDatabase, findPostgres, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the PostgreSQL of this run, null where none is installed. */
    postgres: string | null
    /**
     * The name of a database there that has the schema and no rows: copying it is faster than migrating an empty one.
     */
    postgresTemplate: string
  }
}

/** Starts one PostgreSQL for a whole run of tests; each test makes databases of its own in it. */
export default async function onePostgres({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!findPostgres() && process.env.REQUIRE_POSTGRES !== '1') {
    provide('postgres', null)
    return undefined
  }
  const { url, stop } = await startPostgres()
  const template = await createDatabase(url)
  const store = await openStore({ postgres: template })
  await store.close()
  provide('postgres', url)
  provide('postgresTemplate', new URL(template).pathname.slice(1))
  return stop
}
