import type { TestProject } from 'vitest/node'
import { findPostgres, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the PostgreSQL of this run, null where none is installed. */
    postgres: string | null
  }
}

/** One PostgreSQL for a whole run of tests; each test makes databases of its own in it. */
export default async function onePostgres({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!findPostgres() && process.env.REQUIRE_POSTGRES !== '1') {
    provide('postgres', null)
    return undefined
  }
  const { url, stop } = await startPostgres()
  provide('postgres', url)
  return stop
}
