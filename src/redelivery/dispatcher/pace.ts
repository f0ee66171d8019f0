/** When the next call of a lane may go out. All in milliseconds. */
export interface Pace {
  /** Counted from when the call was sent, so that the time of answers does not add up. */
  after(call: { environment: string; interval: number; sent: number; answered: number }): number
  /** The API found a call to be too soon. */
  tooSoon(environment: string): void
}

/** Shares of the interval: the margin to begin with, and the greatest. */
const [LEAST, MOST] = [0.004, 0.017]

/**
 * The API's minute begins when it takes a call, which is after it was sent and before it was answered: a margin of that
 * time is always enough, and most of it rarely needed. So it is kept within an allowance, which grows where the API
 * refuses and shrinks again slowly.
 */
export const createPace = (): Pace => {
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
