import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** The number of points that may be used in a number of seconds. */
export interface Rate {
  points: number
  seconds: number
}

/** Counts per key; gives the seconds to wait when there were too many, undefined otherwise. */
export type Limit = (key: string) => Promise<number | undefined>

/** The limits of the console: no person changes 120 things a minute, and no office behind one address signs in that often. */
export const RATES = {
  write: { points: 120, seconds: 60 },
  signIn: { points: 120, seconds: 60 },
} as const satisfies Record<string, Rate>

/** Kept in memory: what it holds back is a page or a script gone wild, and every process may hold that back for itself. */
export function createLimit({ points, seconds }: Rate): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
      return undefined
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
      throw refused
    }
  }
}
