import { z } from 'zod'
import { asItIs } from './json.ts'

const Header = z.looseObject({
  alg: z.string(),
  kid: z.string(),
  jku: z.string().optional(),
  typ: z.string().optional(),
})

/** The header of a security event token (API 11). */
export const SetHeader = asItIs(Header)
export type SetHeader = z.infer<typeof SetHeader>

/**
 * The claims of one event type about its user (API 11). `attributes` is there for `entityUpdated` only; `test` has just
 * `id`.
 */
const EventClaim = z.looseObject({
  id: z.string().optional(),
  sub: z.string().optional(),
  globalSub: z.string().optional(),
  entityType: z.string().optional(),
  captureApplicationId: z.string().optional(),
  captureClientId: z.string().optional(),
  attributes: z.array(z.string()).optional(),
})
export type EventClaim = z.infer<typeof EventClaim>

/** The value of the token's `events` claim: what filters are evaluated against (API 4). */
export const EventsClaim = asItIs(z.record(z.string(), EventClaim))
export type EventsClaim = z.infer<typeof EventsClaim>

const Audience = z.union([z.string(), z.array(z.string())])

/**
 * The claims of a security event token (API 11, variants in 17: `aud` string or array, `toe` seconds or milliseconds).
 */
export const SetClaims = asItIs(
  z.looseObject({
    iss: z.string(),
    aud: Audience,
    iat: z.number(),
    jti: z.string(),
    toe: z.number().optional(),
    txn: z.string().optional(),
    events: EventsClaim,
  }),
)
export type SetClaims = z.infer<typeof SetClaims>

/** The header of a token as it is read: without a `kid` every published key is tried. */
export const ReadHeader = Header.extend({
  alg: z.string().optional().catch(undefined),
  kid: z.string().optional().catch(undefined),
})
export type ReadHeader = z.infer<typeof ReadHeader>

/** The claims of a token as they are read: any of them may be missing or of another kind. */
export const ReadClaims = z.looseObject({
  iss: z.string().optional().catch(undefined),
  aud: Audience.optional().catch(undefined),
  events: EventsClaim.optional().catch(undefined),
})
export type ReadClaims = z.infer<typeof ReadClaims>
