import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { SECOND } from '../../contract/durations.ts'
import { StoreError } from '../database/store-error.ts'
import type { Tables } from '../database/tables.ts'
import type { StoredTable } from './schema.ts'

/** A console writes its pulse every 10 s: one that did not for so long has ended. */
const SILENCE = 25 * SECOND
const LOOK_EVERY = SECOND / 2

/**
 * Returns once no console has written its pulse to a PostgreSQL database for 25 s, by the database's own clock. Throws
 * StoreError when one writes while it waits. `waits` is called when it has to.
 */
export async function expectNoConsole(
  db: Kysely<Tables>,
  place: string,
  waits: (seconds: number) => void,
): Promise<void> {
  const look = async () => {
    const { rows } = await sql<{ at: number; age: number }>`
      select at, floor(extract(epoch from clock_timestamp()) * 1000)::bigint - at as age from pulse where id = 1`.execute(
      db,
    )
    return rows[0] ?? { at: 0, age: SILENCE }
  }
  const first = await look()
  // One that is ahead of the clock may be of a moment ago as well.
  if (first.age >= SILENCE) return
  waits(Math.ceil((SILENCE - Math.max(0, first.age)) / SECOND))
  const begun = performance.now()
  while (performance.now() - begun < SILENCE - Math.max(0, first.age)) {
    await sleep(LOOK_EVERY)
    if ((await look()).at !== first.at)
      throw new StoreError(
        `A console is running on ${place}: it writes to it right now. Stop every console on it, then copy again.`,
      )
  }
}

/** Keeps others from writing to a PostgreSQL database until the end of the transaction. Throws StoreError when one is at it. */
export async function lockTables(trx: Kysely<Tables>, tables: readonly StoredTable[], place: string): Promise<void> {
  const names = sql.join(tables.map(({ name }) => sql.table(name)))
  // A vacuum gives way within this time by itself.
  await sql`set local lock_timeout = '10s'`.execute(trx)
  await sql`lock table ${names} in share mode`.execute(trx).catch((error: unknown) => {
    throw new StoreError(`Somebody writes to ${place} right now. Stop every console on it, then copy again.`, {
      cause: error,
    })
  })
}
