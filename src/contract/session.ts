import { z } from 'zod'
import { Role } from './role.ts'
import { Timestamp } from './upstream/common.ts'

/** Short name of an environment: it stands in the address bar. */
export const EnvironmentId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** The colours an environment can be marked with. */
export const ENVIRONMENT_COLOURS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'grey'] as const

/** An environment as the browser knows it: never its credentials. */
export const Environment = z.object({
  id: EnvironmentId,
  name: z.string(),
  colour: z.enum(ENVIRONMENT_COLOURS),
  /** Served by the built-in sandbox. */
  sandbox: z.boolean(),
  /** True when the console may post a stored token to its listener itself. */
  directReplay: z.boolean(),
  /** Seconds between two redelivery calls of one subscription. */
  redeliveryInterval: z.number(),
  /** Upstream base URL and customer id, for "copy as cURL". */
  baseUrl: z.string(),
  customerId: z.string(),
  /** Names of the applications and API clients by id, for filters in words; from the configuration. */
  applications: z.record(z.string(), z.string()).optional(),
  clients: z.record(z.string(), z.string()).optional(),
})
export type Environment = z.infer<typeof Environment>

/** `GET /api/session`: who is signed in and what there is to see. */
export const Session = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
  role: Role,
  expiresAt: Timestamp,
  environments: z.array(Environment).min(1),
  /** The console's version. */
  version: z.string(),
})
export type Session = z.infer<typeof Session>

/**
 * A session that lasts. `id` leads to it and signs nobody in. `address` and `browser` are those it was begun with, null where not
 * known.
 */
export const OpenSession = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
  role: Role,
  signedInAt: Timestamp,
  /** Up to a minute old. */
  lastUsedAt: Timestamp,
  expiresAt: Timestamp,
  address: z.string().nullable(),
  browser: z.string().nullable(),
  /** True for the session that asks. */
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof OpenSession>

/** The one used last first; `more` is true when there are too many to list. */
export const OpenSessions = z.object({ items: z.array(OpenSession), more: z.boolean() })
export type OpenSessions = z.infer<typeof OpenSessions>

/** The session to end, or all except the one that asks. */
export const EndSessions = z.union([
  z.strictObject({ id: z.string().regex(/^[\da-f]{16}$/) }),
  z.strictObject({ others: z.literal(true) }),
])
export type EndSessions = z.infer<typeof EndSessions>

/** How many ended: none when they had ended before. */
export const EndedSessions = z.object({ ended: z.number().int() })
export type EndedSessions = z.infer<typeof EndedSessions>
