import { MINUTE, SECOND } from '../../contract/durations.ts'
import { singleFlight } from '../transport/single-flight.ts'

/** A bearer token from its endpoint; its life in ms begins when it was asked for. */
export interface IssuedToken {
  token: string
  life: number
}

/** The bearer token of one environment. */
export interface AccessToken {
  /** Returns the token held, or a new one. */
  current(): Promise<string>
  /**
   * Returns another token than the refused one. Returns undefined when that would not help: the refused one was itself just
   * asked for because of a refusal, and no call has been let in with it since (API 1.1).
   */
  renew(refused: string): Promise<string | undefined>
  /** Notes that a call was let in with this token. */
  accepted(token: string): void
}

/** Milliseconds before its end at which a token is replaced; the last tenth of its life if that is shorter. */
const MARGIN = MINUTE
/** Milliseconds for which a token that never helped keeps others from being asked for. */
const DOUBT_PERIOD = 10 * SECOND

/**
 * Holds one token and asks for the next one before it ends, once for all who wait. A failed request is not remembered:
 * the next caller asks again.
 */
export function createAccessToken(issue: () => Promise<IssuedToken>, now: () => number): AccessToken {
  let held: { token: string; until: number } | undefined
  let doubted: { token: string; until: number } | undefined

  const next = singleFlight(async (): Promise<string> => {
    const asked = now()
    const { token, life } = await issue()
    held = { token, until: asked + life - Math.min(MARGIN, life / 10) }
    return token
  })
  const current = (): Promise<string> => (held && now() < held.until ? Promise.resolve(held.token) : next())

  return {
    current,
    async renew(refused) {
      if (held && held.token !== refused) return await current()
      if (doubted?.token === refused && now() < doubted.until) return undefined
      held = undefined
      const token = await next()
      doubted = { token, until: now() + DOUBT_PERIOD }
      return token
    },
    accepted(token) {
      if (doubted?.token === token) doubted = undefined
    },
  }
}
