import { randomUUID } from 'node:crypto'
import { locks } from 'node:worker_threads'
import { LockHeld, type SharedLocks } from '../../store/coordination/shared-locks.ts'
import { refusals } from '../words/refusals.ts'

/** Runs work one after the other per key, over all processes that share the store. */
export interface Locks {
  /**
   * Waits for the work before it under the same key, however that ended, then runs `work` and gives its result. Throws a
   * `Refusal` when another process is still at it after 25 s.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/**
 * Returns the locks of one console. Two requests to it are kept apart by Node's locks, which go by name for the whole
 * process, so the names carry the console; two processes by the store's.
 */
export function createLocks(shared: SharedLocks): Locks {
  const owner = randomUUID()
  const alone = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await shared.run(key, work)
    } catch (error) {
      throw error instanceof LockHeld ? refusals.lockHeld() : error
    }
  }
  return { run: (key, work) => locks.request(`${owner} ${key}`, () => alone(key, work)) }
}
