import { z } from 'zod'
import { Links, Timestamp, Uuid } from './common.ts'

/** The event types documented today; the list may grow on Akamai's side, so readers keep unknown ones (API 3). */
export const EVENT_TYPES = ['entityCreated', 'entityUpdated', 'entityDeleted'] as const

/** A JSON Schema (draft-07 subset) over the token's `events` claim (API 4). */
export const FilterSchema = z.record(z.string(), z.json())
export type FilterSchema = z.infer<typeof FilterSchema>

/** A subscription as the API returns it (API 3). `filter` is absent or null when there is none (18 #10). */
export const UpstreamSubscription = z.looseObject({
  subscriptionId: Uuid,
  customerId: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  title: z.string(),
  endpoint: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  filter: FilterSchema.nullish(),
  _links: Links.optional(),
})
export type UpstreamSubscription = z.infer<typeof UpstreamSubscription>

/** Body of `POST /{customerId}/webhooks/subscriptions` (API 3.2). */
export const SubscriptionCreate = z.strictObject({
  title: z
    .string()
    .min(2, 'title must be between 2 and 200 characters')
    .max(200, 'title must be between 2 and 200 characters'),
  endpoint: z.string().min(1),
  events: z.array(z.enum(EVENT_TYPES)),
  enabled: z.boolean().optional(),
  filter: FilterSchema.nullable().optional(),
})
export type SubscriptionCreate = z.infer<typeof SubscriptionCreate>

/** Merge patch of `PATCH {sub}` (RFC 7396): only what is sent changes; `filter: null` removes (API 3.4, 4.5). */
export const SubscriptionPatch = SubscriptionCreate.partial()
export type SubscriptionPatch = z.infer<typeof SubscriptionPatch>
