import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { SharedCounts } from '../../store/coordination/shared-counts.ts'

/** The number of points that may be used in a number of seconds. */
export interface Rate {
  /** Tells the rates apart where processes share their counts. */
  name: string
  points: number
  seconds: number
}

/** Counts per key; gives the seconds to wait when there were too many, undefined otherwise. */
export type Limit = (key: string) => Promise<number | undefined>

/** The limits of the console: no person changes 120 things a minute, and no office behind one address signs in that often. */
export const RATES = {
  write: { name: 'write', points: 120, seconds: 60 },
  signIn: { name: 'sign-in', points: 120, seconds: 60 },
} as const satisfies Record<string, Rate>

/**
 * Counts in memory and, where several processes share counts, there too. A store that does not answer leaves each process
 * to count for itself: what it cannot write is refused elsewhere.
 */
export function createLimit({ name, points, seconds }: Rate, shared?: SharedCounts): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  const secondsOf = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000))
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return secondsOf(refused.msBeforeNext)
      throw refused
    }
    const count = await shared?.add(`${name} ${key}`, seconds).catch(() => undefined)
    return count && count.points > points ? secondsOf(count.left) : undefined
  }
}
