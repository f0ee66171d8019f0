import { type Kysely, sql, type Transaction } from 'kysely'
import { inBatches } from './batch.ts'
import type { Tables } from './tables.ts'

/** Does work in a transaction; answers once it is committed, rejects when nothing of it is. */
export type Transact = <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>

/** Does work inside the batch; never rejects. Returns how the work ended, to be called once the batch is committed. */
type Within<T> = (trx: Transaction<Tables>) => Promise<() => T>

/**
 * Commits in one transaction the work of callers that come in the same moment. An embedded database has one connection
 * and waits for the disk at every commit, as long for one change as for fifty. Each piece of work has a savepoint: one
 * that fails takes nothing of the others back, and no caller goes on before the disk has it.
 */
export function createGroupCommit(db: Kysely<Tables>): Transact {
  const commit = inBatches(Number.POSITIVE_INFINITY, (batch: Within<unknown>[]) =>
    db.transaction().execute(async (trx) => {
      const ends: (() => unknown)[] = []
      for (const within of batch) ends.push(await within(trx))
      return ends
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
        // A full disk takes back the whole transaction: then there is no savepoint either, and nobody's work is kept.
        const kept = await takeBack(trx).catch(() => false)
        if (!kept) throw error
        return () => {
          throw error
        }
      }
    }
    const end = await commit(within)
    return end() as T
  }
}

/** Takes back the work since the savepoint. Returns true: the rest of the transaction stands. */
async function takeBack(trx: Transaction<Tables>): Promise<boolean> {
  await sql`rollback to work`.execute(trx)
  await sql`release work`.execute(trx)
  return true
}
