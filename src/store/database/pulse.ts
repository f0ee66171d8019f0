import type { Kysely } from 'kysely'
import { SECOND } from '../../contract/durations.ts'
import { StoreFault } from './store-fault.ts'
import type { Tables } from './tables.ts'

/** A store that takes longer to write one row is as good as away. */
const PATIENCE = 2 * SECOND

/**
 * Returns a check that writes to the store, because one that is read-only or full can still be read. Callers of the same
 * moment share a write, and none waits longer than 2 s; it throws StoreFault.
 */
export function createPulse(db: Kysely<Tables>, now: () => number): () => Promise<void> {
  let writing: Promise<void> | undefined
  const write = async () => {
    await db.updateTable('pulse').set({ at: now() }).where('id', '=', 1).execute()
  }
  return async () => {
    writing ??= write().finally(() => {
      writing = undefined
    })
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new StoreFault('away', 'no answer within 2 s')), PATIENCE)
    try {
      await Promise.race([writing, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
