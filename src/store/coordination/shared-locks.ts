import { randomUUID } from 'node:crypto'
import { SECOND } from '../../contract/durations.ts'
import type { Database } from '../database/database.ts'
import { clockOf } from './clock.ts'

/** Thrown when another process still holds a lock after the time that is waited for it. */
export class LockHeld extends Error {}

/** Runs work while no other process that shares the store runs any under the same name. */
export interface SharedLocks {
  /** Waits for the lock, up to 25 s. Throws `LockHeld` then, and StoreFault when the store cannot be written. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Milliseconds for which a lock holds unless it is renewed: one of a process that died is free again after that. */
const LEASE = 15 * SECOND
const RENEWAL = 5 * SECOND
/** Milliseconds: longer than a lease, and than two changes that take as long as the API may. */
const PATIENCE = 25 * SECOND
const [SHORTEST_WAIT, LONGEST_WAIT] = [20, 200]

/**
 * Holds a lock as a row with a lease, by the database's clock, renewed while the work lasts. A file belongs to one process
 * (`hold-file.ts`), so SQLite needs none. An advisory lock of PostgreSQL would take a connection for as long as a change
 * takes, and enough of them at once all that there are.
 */
export function createSharedLocks({ db, engine }: Pick<Database, 'db' | 'engine'>, patience = PATIENCE): SharedLocks {
  if (engine === 'sqlite') return { run: (_, work) => work() }
  const take = async (name: string, owner: string): Promise<boolean> => {
    const row = await db
      .insertInto('locks')
      .values({ name, owner, until: clockOf(LEASE) })
      .onConflict((held) =>
        held
          .column('name')
          .doUpdateSet({ owner, until: clockOf(LEASE) })
          .where('locks.until', '<=', clockOf(0)),
      )
      .returning('owner')
      .executeTakeFirst()
    return row !== undefined
  }
  const held = (name: string, owner: string) => ({
    renew: () =>
      db
        .updateTable('locks')
        .set({ until: clockOf(LEASE) })
        .where('name', '=', name)
        .where('owner', '=', owner),
    release: () => db.deleteFrom('locks').where('name', '=', name).where('owner', '=', owner),
  })

  return {
    async run(name, work) {
      const owner = randomUUID()
      const end = performance.now() + patience
      while (!(await take(name, owner))) {
        if (performance.now() >= end) throw new LockHeld(name)
        await wait(SHORTEST_WAIT + Math.random() * (LONGEST_WAIT - SHORTEST_WAIT))
      }
      const { renew, release } = held(name, owner)
      // A renewal or release that fails leaves the lease, which runs out by itself.
      const timer = setInterval(
        () =>
          void renew()
            .execute()
            .catch(() => undefined),
        RENEWAL,
      )
      try {
        return await work()
      } finally {
        clearInterval(timer)
        await release()
          .execute()
          .catch(() => undefined)
      }
    },
  }
}

const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time))
