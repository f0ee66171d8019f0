import { z } from 'zod'
import { Freshness } from './freshness.ts'
import { ItemState } from './item-state.ts'
import { HeaderMap, Timestamp, Uuid } from './upstream/common.ts'
import { ReadClaims, ReadHeader } from './upstream/notification.ts'

/**
 * The cause why an event is not delivered (yet), derived from what the API stores of it (API 6.3, 6.4, 18 #19 and #20).
 */
export const CAUSES = [
  'off',
  'redirect',
  'client-error',
  'server-error',
  'timeout',
  'connection',
  'tls',
  'not-http',
  'no-answer',
] as const
export const Cause = z.enum(CAUSES)
export type Cause = z.infer<typeof Cause>

/**
 * A stored event, decoded once. `state` is normalised (lower case, hyphens; `retry` is `awaiting-retry`), unknown ones
 * come through. `type` and the claims are null when the payload could not be read. `eventId` is the claim's id, `id`
 * the event store's (API 18 #31). `occurredAt` is the token's `toe`.
 */
export const EventItem = z.object({
  id: Uuid,
  subscriptionId: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  state: z.string(),
  /** Null where the API does not tell. */
  attempts: z.number().int().nullable(),
  /** True as long as the token has not been read, because the list leaves it out: all that it says is null. */
  unread: z.boolean(),
  type: z.string().nullable(),
  eventId: z.string().nullable(),
  entityType: z.string().nullable(),
  attributes: z.array(z.string()),
  user: z.string().nullable(),
  application: z.string().nullable(),
  client: z.string().nullable(),
  occurredAt: Timestamp.nullable(),
  listenerStatus: z.number().int().nullable(),
  listenerError: z.string().nullable(),
  cause: Cause.nullable(),
  expiresAt: Timestamp,
})
export type EventItem = z.infer<typeof EventItem>

/**
 * The conditions that an event has to match, all of them. `user` and `text` are beginnings or parts, all else
 * is exact. Of failed events `from` (inclusive) and `to` (exclusive) are times of failing, of others times of creation.
 * `cause: 'off'` is "failed while the subscription was off". `expiresWithin` is in hours from now.
 */
export const EventMatch = z.strictObject({
  type: z.string().max(100).optional(),
  entityType: z.string().max(100).optional(),
  attribute: z.string().max(300).optional(),
  user: z.string().trim().max(100).optional(),
  application: z.string().max(100).optional(),
  cause: Cause.optional(),
  /** The listener's status in its last answer. */
  status: z.coerce.number().int().min(100).max(599).optional(),
  /**
   * A part of an id, of the user, of the listener's error; eight or more digits of an id are taken for its beginning.
   */
  text: z.string().trim().max(200).optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  expiresWithin: z.coerce.number().int().min(1).max(168).optional(),
})
export type EventMatch = z.infer<typeof EventMatch>

/** Query of `GET …/subscriptions/{id}/events`. `before` and `after` are event ids: older than, newer than. */
export const EventQuery = EventMatch.extend({
  state: z.string().max(100).optional(),
  before: Uuid.optional(),
  after: Uuid.optional(),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type EventQuery = z.infer<typeof EventQuery>

/** Newest first. `older`/`newer` are the cursors of the neighbouring pages, null where there is none. */
export const EventPage = z.object({
  items: z.array(EventItem),
  total: z.number().int(),
  older: Uuid.nullable(),
  newer: Uuid.nullable(),
  freshness: Freshness,
  /** The choices of the filters, from all stored events in scope. */
  choices: z.object({ types: z.array(z.string()), states: z.array(z.string()), attributes: z.array(z.string()) }),
})
export type EventPage = z.infer<typeof EventPage>

/** One state change (API 5.3). `state` is '' and the others are null where the API does not tell them. */
export const HistoryEntry = z.object({
  state: z.string(),
  at: Timestamp.nullable(),
  attempt: z.number().int().nullable(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** The result of checking the token's signature and claims against the published keys (API 12). */
export const Verification = z.object({
  result: z.enum(['verified', 'other-issuer', 'invalid', 'unchecked']),
  /** The checks that were made, or the reason why not. */
  explanation: z.string(),
  keyId: z.string().nullable(),
})
export type Verification = z.infer<typeof Verification>

/** One event in full. Values of cookies in the listener's answer are masked before they leave the proxy. */
export const EventDetail = z.object({
  event: EventItem,
  subscription: z.object({ id: Uuid, title: z.string(), endpoint: z.string(), enabled: z.boolean() }),
  history: z.array(HistoryEntry),
  /** The reason why the history could not be read, null when it was. */
  historyProblem: z.string().nullable(),
  /** The request that was sent, null where the API has none; endpoint and payload are '' where it does not tell them. */
  request: z.object({ endpoint: z.string(), headers: HeaderMap, payload: z.string() }).nullable(),
  response: z
    .object({ status: z.number().int().nullable(), headers: HeaderMap, error: z.string().nullable() })
    .nullable(),
  /** Null when the payload is not a readable token. */
  token: z.object({ header: ReadHeader, claims: ReadClaims, verification: Verification }).nullable(),
  /** The run in which the event waits or is followed, null when it is in none. */
  queued: z
    .object({
      run: Uuid,
      name: z.string(),
      state: ItemState,
      goesOutAt: Timestamp.nullable(),
      certainAt: Timestamp.nullable(),
    })
    .nullable(),
})
export type EventDetail = z.infer<typeof EventDetail>

/** Body of `POST …/events/{id}/redeliver` and `…/replay`. */
export const RedeliverRequest = z.strictObject({ reason: z.string().trim().max(500).optional() })
export type RedeliverRequest = z.infer<typeof RedeliverRequest>
