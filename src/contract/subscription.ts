import { z } from 'zod'
import { Cause } from './event.ts'
import { Freshness } from './freshness.ts'
import { Timestamp, Uuid } from './upstream/common.ts'
import { FilterSchema } from './upstream/subscription.ts'

/**
 * A subscription, normalised. Title and endpoint are '' and the times null where the API does not tell them. `version`
 * stands for what a person sees of it (title, endpoint, events, enabled, filter): writes send it back in `If-Match`.
 */
export const Subscription = z.object({
  id: Uuid,
  title: z.string(),
  endpoint: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  filter: FilterSchema.nullable(),
  createdAt: Timestamp.nullable(),
  updatedAt: Timestamp.nullable(),
  version: z.string(),
})
export type Subscription = z.infer<typeof Subscription>

/** The end of a delivery: the status that the listener answered with, or the cause why it did not take the event. */
export const ListenerAnswer = z.object({
  at: Timestamp,
  delivered: z.boolean(),
  status: z.number().int().nullable(),
  cause: Cause.nullable(),
})
export type ListenerAnswer = z.infer<typeof ListenerAnswer>

/** The event index's figures of one subscription's stored events (7 days). They count what has been read so far. */
export const EventStats = z.object({
  total: z.number().int(),
  succeeded: z.number().int(),
  pending: z.number().int(),
  failed: z.number().int(),
  /** Failed without an attempt, because the subscription was off. */
  failedWhileOff: z.number().int(),
  soonestExpiry: Timestamp.nullable(),
  lastDeliveredAt: Timestamp.nullable(),
  lastFailedAt: Timestamp.nullable(),
  /** The failed ones that are forgotten within a day. */
  expiringWithinDay: z.number().int(),
  /** The last thing that is known of its listener, null when nothing was sent to it. */
  lastAnswer: ListenerAnswer.nullable(),
  /** The time from which nothing was delivered; null while the last answer was a delivery. */
  failingSince: Timestamp.nullable(),
  freshness: Freshness,
})
export type EventStats = z.infer<typeof EventStats>

/** The figures alone, without the freshness of the copy they were counted in. */
export type EventCounts = Omit<EventStats, 'freshness'>

/** The figures of a subscription of which nothing has been read. */
export const NO_EVENTS: EventCounts = {
  total: 0,
  succeeded: 0,
  pending: 0,
  failed: 0,
  failedWhileOff: 0,
  soonestExpiry: null,
  lastDeliveredAt: null,
  lastFailedAt: null,
  expiringWithinDay: 0,
  lastAnswer: null,
  failingSince: null,
}

/** Who last turned a subscription off through the console, and why. */
export const TurnedOff = z.object({ at: Timestamp, by: z.string(), reason: z.string().nullable() })
export type TurnedOff = z.infer<typeof TurnedOff>

/** `turnedOff` is told of a single one that is off; null when it was not this console that turned it off. */
export const SubscriptionRow = Subscription.extend({ stats: EventStats, turnedOff: TurnedOff.nullish() })
export type SubscriptionRow = z.infer<typeof SubscriptionRow>

export const SUBSCRIPTION_SORTS = ['title', 'endpoint', 'failed', 'lastDelivered', 'updated'] as const

/**
 * What can be the matter with a subscription: its listener took nothing the last time, an event of it is lost within a day,
 * it is off, its events come no more, or failed events can be sent again.
 */
export const HEALTHS = ['failing', 'expiring', 'off', 'silent', 'undelivered'] as const
export const HealthKind = z.enum(HEALTHS)
export type HealthKind = z.infer<typeof HealthKind>

export const PAGE_SIZES = [20, 50, 100] as const

/** Query of `GET /api/environments/{environment}/subscriptions`; search and filter look at all subscriptions. */
export const SubscriptionQuery = z.strictObject({
  q: z.string().trim().max(200).default(''),
  enabled: z.enum(['on', 'off']).optional(),
  event: z.string().max(100).optional(),
  health: HealthKind.optional(),
  sort: z.enum(SUBSCRIPTION_SORTS).default('title'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce
    .number()
    .pipe(z.union(PAGE_SIZES.map((size) => z.literal(size))))
    .default(20),
})
export type SubscriptionQuery = z.infer<typeof SubscriptionQuery>

/**
 * One page. `total` counts what matches, `all` what exists; `page` is the page really shown (a page past the end is
 * answered with the last one, and `requestedPage` tells).
 */
export const SubscriptionPage = z.object({
  items: z.array(SubscriptionRow),
  total: z.number().int(),
  all: z.number().int(),
  page: z.number().int(),
  requestedPage: z.number().int(),
  pages: z.number().int(),
  size: z.number().int(),
  asOf: Timestamp,
  /** The number of subscriptions that the API counts or lists and that could not be read; left out when it is 0. */
  missing: z.number().int().positive().optional(),
  /** Names the member of the API's list because of which one of them could not be read. */
  differs: z.string().optional(),
  /** The reason why the list could not be read since `asOf`. */
  problem: z.string().optional(),
  /** Event types seen in any subscription, for the filter's choices. */
  eventTypes: z.array(z.string()),
})
export type SubscriptionPage = z.infer<typeof SubscriptionPage>

/** Body of `PATCH …/subscriptions/{id}`, with `If-Match: "<version>"`. */
const SwitchRequest = z.strictObject({
  enabled: z.boolean(),
  reason: z.string().trim().max(500).optional(),
})
export type SwitchRequest = z.infer<typeof SwitchRequest>
