import { randomUUID } from 'node:crypto'
import { locks } from 'node:worker_threads'

/** Runs work one after the other per key. */
export interface Locks {
  /** Waits for the work before it under the same key, however that ended, then runs `work` and gives its result. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/**
 * Returns the locks of one console, which keep two requests to it apart. Node's locks go by name for the whole process,
 * so the names carry the console; several processes on one database are kept apart by the upstream's refusals alone.
 */
export function createLocks(): Locks {
  const owner = randomUUID()
  return { run: (key, work) => locks.request(`${owner} ${key}`, work) }
}
