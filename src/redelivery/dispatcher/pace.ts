/** Decides when the next call of a lane may go out. All times in milliseconds. */
export interface Pace {
  /** Returns that time, counted from when the call was sent, so that the time of answers does not add up. */
  after(call: { environment: string; interval: number; sent: number; answered: number }): number
  /** Takes note that the API found a call to be too soon. */
  tooSoon(environment: string): void
}

/** The first and the greatest margin, as shares of the interval. */
const [LEAST, MOST] = [0.004, 0.017]

/**
 * Keeps a margin behind the interval. The API's minute begins when it takes a call, which is after it was sent and before
 * it was answered, so a margin of that time is always enough and rarely needed in full: the allowance grows where the API
 * refuses and shrinks again slowly.
 */
export function createPace(): Pace {
  const shares = new Map<string, number>()
  const shareOf = (environment: string) => shares.get(environment) ?? LEAST
  return {
    after({ environment, interval, sent, answered }) {
      const share = shareOf(environment)
      if (share > LEAST) shares.set(environment, Math.max(LEAST, share * 0.99))
      return sent + interval + Math.min(answered - sent, interval * share) + 1
    },
    tooSoon(environment) {
      shares.set(environment, Math.min(MOST, shareOf(environment) * 2))
    },
  }
}
