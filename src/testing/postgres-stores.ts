import { afterAll, beforeAll, describe, it } from 'vitest'
import type { StoreSetting } from '../store/database.ts'
import { openStore, type Store } from '../store/store.ts'
import { findPostgres, startPostgres, type TestPostgres } from './postgres.ts'

/** Opens an empty store of the engine under test; closed when the file's tests are over. */
export type OpenStore = (options?: { now?: () => number }) => Promise<Store>

/** What a suite for both engines is given: a new empty database, and a store opened on one. */
export interface StoresUnderTest {
  setting: () => Promise<StoreSetting>
  open: OpenStore
}

/**
 * Runs a suite on SQLite and on a real PostgreSQL that is started for it. Where no PostgreSQL is installed that half is
 * skipped, and says so; with REQUIRE_POSTGRES=1 it fails.
 */
export function describeOnBothEngines(name: string, suite: (stores: StoresUnderTest) => void): void {
  describe(`${name}, on SQLite`, () => suite(opening(async () => ({ sqlite: ':memory:' }))))
  describe(`${name}, on PostgreSQL`, () => {
    if (!findPostgres() && process.env.REQUIRE_POSTGRES !== '1') {
      it.skip('skipped: no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
      return
    }
    let postgres: TestPostgres | undefined
    beforeAll(async () => {
      postgres = await startPostgres()
    }, 60_000)
    afterAll(() => postgres?.stop())
    suite(
      opening(async () => {
        if (!postgres) throw new Error('PostgreSQL has not been started')
        return { postgres: await postgres.createDatabase() }
      }),
    )
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
