import { afterAll, describe, inject, it } from 'vitest'
import type { StoreSetting } from '../store/database/database.ts'
import { openStore, type Store } from '../store/store.ts'
import { createDatabase } from './postgres.ts'

/** Opens an empty store of the engine under test; closed when the file's tests are over. */
export type OpenStore = (options?: { now?: () => number }) => Promise<Store>

/** The databases of a suite for both engines: empty ones without a schema, and empty stores. */
export interface StoresUnderTest {
  setting: () => Promise<StoreSetting>
  open: OpenStore
}

/**
 * Runs a suite on SQLite and on the real PostgreSQL that was started for this run of tests (one-postgres.ts). Where
 * none is installed that half is skipped, and says so; with REQUIRE_POSTGRES=1 the run does not begin.
 */
export function describeOnBothEngines(name: string, suite: (stores: StoresUnderTest) => void): void {
  describe(`${name}, on SQLite`, () => {
    const setting = async () => ({ sqlite: ':memory:' })
    suite({ setting, open: opening(setting) })
  })
  describe(`${name}, on PostgreSQL`, () => {
    const server = inject('postgres')
    if (server === null) {
      it.skip('skipped: no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
      return
    }
    suite({
      setting: async () => ({ postgres: await createDatabase(server) }),
      open: opening(async () => ({ postgres: await createDatabase(server, inject('postgresTemplate')) })),
    })
  })
}

function opening(setting: () => Promise<StoreSetting>): OpenStore {
  const opened: Store[] = []
  afterAll(async () => {
    for (const store of opened) await store.close()
  })
  return async (options) => {
    const store = await openStore(await setting(), options)
    opened.push(store)
    return store
  }
}
