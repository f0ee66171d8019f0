import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** So many points in so many seconds. */
export interface Rate {
  points: number
  seconds: number
}

/** Counts per key; gives the seconds to wait when there were too many, undefined otherwise. */
export type Limit = (key: string) => Promise<number | undefined>

/** A person can hardly change 120 things a minute, nor a whole office behind one address sign in that often. */
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
