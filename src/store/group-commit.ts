import { setImmediate as othersToo } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Does work in a transaction; answers once it is committed, rejects when nothing of it is. */
export type Transact = <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>

interface Waiting {
  /** Does the work inside the group; never rejects. Gives what to tell the caller once the group is committed. */
  within(trx: Transaction<Tables>): Promise<() => void>
  failed(error: unknown): void
}

/**
 * Commits together what is asked for at the same time. An embedded database has one connection and makes sure of every
 * commit on the disk, which takes as long for one change as for fifty; so everything is waited for that the answers of
 * this moment give to write. Each piece of work has a savepoint: one that fails takes nothing of the others back, and
 * nobody is told of success before the disk is sure.
 */
export const createGroupCommit = (db: Kysely<Tables>): Transact => {
  let waiting: Waiting[] = []
  let committing = false

  const commitAll = async () => {
    committing = true
    while (waiting.length > 0) {
      await othersToo()
      const group = waiting
      waiting = []
      try {
        const tell = await db.transaction().execute(async (trx) => {
          const told: (() => void)[] = []
          for (const each of group) told.push(await each.within(trx))
          return told
        })
        for (const each of tell) each()
      } catch (error) {
        for (const each of group) each.failed(error)
      }
    }
    committing = false
  }

  return <T>(work: (trx: Transaction<Tables>) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const within = async (trx: Transaction<Tables>) => {
        await sql`savepoint work`.execute(trx)
        try {
          const result = await work(trx)
          await sql`release work`.execute(trx)
          return () => resolve(result)
        } catch (error) {
          await sql`rollback to work`.execute(trx)
          await sql`release work`.execute(trx)
          return () => reject(error)
        }
      }
      waiting.push({ within, failed: reject })
      if (!committing) void commitAll()
    })
}
