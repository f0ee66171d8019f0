import { afterAll, describe, inject, it } from 'vitest'
import type { StoreSetting } from '../store/database/database.ts'
import { openStore, type Store } from '../store/store.ts'
import { createDatabase } from './postgres.ts'

/** Opens an empty store of the engine under test; closed when the file's tests are over. */
export type OpenStore = (options?: { now?: () => number }) => Promise<Store>

/** What a suite for both engines is given: a new empty database, and a store opened on one. */
export interface StoresUnderTest {
  setting: () => Promise<StoreSetting>
  open: OpenStore
}

/**
 * Runs a suite on SQLite and on the real PostgreSQL that was started for this run of tests (one-postgres.ts). Where none
 * is installed that half is skipped, and says so; with REQUIRE_POSTGRES=1 the run does not begin.
 */
export function describeOnBothEngines(name: string, suite: (stores: StoresUnderTest) => void): void {
  describe(`${name}, on SQLite`, () => suite(opening(async () => ({ sqlite: ':memory:' }))))
  describe(`${name}, on PostgreSQL`, () => {
    const server = inject('postgres')
    if (server) suite(opening(async () => ({ postgres: await createDatabase(server) })))
    else it.skip('skipped: no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
  })
}

function opening(setting: () => Promise<StoreSetting>): StoresUnderTest {
  const opened: Store[] = []
  afterAll(async () => {
    for (const store of opened) await store.close()
  })
  return {
    setting,
    async open(options) {
      const store = await openStore(await setting(), options)
      opened.push(store)
      return store
    },
  }
}
