import { singleFlight } from '../transport/single-flight.ts'

/** A bearer token as its endpoint gives it: the text and its life in ms from the moment it was asked for. */
export interface IssuedToken {
  token: string
  life: number
}

/** The bearer token of one environment. */
export interface AccessToken {
  /** The token held, or a new one. */
  current(): Promise<string>
  /**
   * Another token than the one that was refused, or undefined when asking for one would be in vain: the refused one was
   * itself just asked for because of a refusal, and no call has been let in with it since (API 1.1).
   */
  renew(refused: string): Promise<string | undefined>
  /** Says that a call was let in with this token. */
  accepted(token: string): void
}

/** A token is replaced this long before it ends, in ms, or in the last tenth of its life if that is shorter. */
const MARGIN = 60_000
/** How long a token that never helped keeps others from being asked for, in ms. */
const IN_VAIN = 10_000

/**
 * Holds one token and asks for the next one before it ends: one request however many wait for it. A failed request is
 * not remembered, the next caller asks again.
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
      doubted = { token, until: now() + IN_VAIN }
      return token
    },
    accepted(token) {
      if (doubted?.token === token) doubted = undefined
    },
  }
}
