/** Runs work one after the other per key. */
export interface Locks {
  /** Waits for the work before it under the same key, however that ended, then runs `work` and gives its result. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/**
 * Locks of this process: what they keep apart are two requests to one console. Several consoles on one database keep
 * nobody apart; there the upstream's own refusals are the last word.
 */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async run(key, work) {
      const before = tails.get(key) ?? Promise.resolve()
      const mine = before.then(work, work)
      tails.set(key, mine)
      try {
        return await mine
      } finally {
        if (tails.get(key) === mine) tails.delete(key)
      }
    },
  }
}
