import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

/** The sessions that the provider ended: one of its own (`sid`), or all of a person (`sub`), or one of a person. */
export interface LogoutToken {
  jti: string
  sub?: string | undefined
  sid?: string | undefined
}

/** A token that is not taken, with the reason for the log. */
export class BadLogoutToken extends Error {
  override name = 'BadLogoutToken'
}

export interface LogoutTokenChecks {
  keys: JWTVerifyGetKey
  issuer: string
  clientId: string
  algorithms: readonly string[]
  /** Seconds by which the clocks of provider and console may differ, the way of the token included. */
  fresh: number
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Tokens of other kinds that carry a type; many providers give none (Back-Channel Logout 2.4). */
const TYPES = [undefined, 'jwt', 'logout+jwt', 'application/logout+jwt']

const Claims = z
  .object({
    jti: z.string().min(1),
    sub: z.string().trim().min(1).optional(),
    sid: z.string().min(1).optional(),
    events: z.object({ [EVENT]: z.record(z.string(), z.unknown()) }),
    nonce: z.undefined('must not be there').optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, 'sub or sid must be there')

/** Faults of the way to the provider's keys, not of the token. */
const WAY = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']

/**
 * Checks a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, says, except that it comes once. Throws
 * BadLogoutToken, or what went wrong on the way to the provider's keys.
 */
export async function checkLogoutToken(token: string, checks: LogoutTokenChecks): Promise<LogoutToken> {
  const { keys, issuer, clientId, algorithms, fresh } = checks
  const bounds = { requiredClaims: ['iat'], maxTokenAge: 0, clockTolerance: fresh }
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    ...{ issuer, audience: clientId, algorithms: [...algorithms] },
    ...bounds,
  }).catch((error: unknown) => {
    throw error instanceof errors.JOSEError && !WAY.includes(error.code) ? new BadLogoutToken(error.message) : error
  })
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase()))
    throw new BadLogoutToken('It is a token of another kind (typ)')
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw new BadLogoutToken(z.prettifyError(claims.error))
  const { jti, sub, sid } = claims.data
  return { jti, sub, sid }
}
