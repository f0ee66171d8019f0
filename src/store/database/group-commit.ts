import { type Kysely, sql, type Transaction } from 'kysely'
import { inBatches } from './batch.ts'
import type { Tables } from './tables.ts'

/** Does work in a transaction; answers once it is committed, rejects when nothing of it is. */
export type Transact = <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>

/** Does work inside the group; never rejects. Gives what to tell the caller once the group is committed. */
type Within<T> = (trx: Transaction<Tables>) => Promise<() => T>

/**
 * Commits together what is asked for at the same time. An embedded database has one connection and makes sure of every
 * commit on the disk, which takes as long for one change as for fifty; so everything is waited for that the answers of
 * this moment give to write. Each piece of work has a savepoint: one that fails takes nothing of the others back, and
 * nobody is told of success before the disk is sure.
 */
export function createGroupCommit(db: Kysely<Tables>): Transact {
  const commit = inBatches(Number.POSITIVE_INFINITY, (group: Within<unknown>[]) =>
    db.transaction().execute(async (trx) => {
      const told: (() => unknown)[] = []
      for (const each of group) told.push(await each(trx))
      return told
    }),
  )
  return async <T>(work: (trx: Transaction<Tables>) => Promise<T>) => {
    const within: Within<T> = async (trx) => {
      await sql`savepoint work`.execute(trx)
      try {
        const result = await work(trx)
        await sql`release work`.execute(trx)
        return () => result
      } catch (error) {
        await sql`rollback to work`.execute(trx)
        await sql`release work`.execute(trx)
        return () => {
          throw error
        }
      }
    }
    const tell = await commit(within)
    return tell() as T
  }
}
