import { z } from 'zod'
import { Freshness } from './freshness.ts'
import { SubscriptionRow } from './subscription.ts'
import { Timestamp, Uuid } from './upstream/common.ts'
import { AttributeDefinition } from './upstream/entity-type.ts'
import { EventsClaim } from './upstream/notification.ts'
import { FilterSchema } from './upstream/subscription.ts'

/** Event types by name; a name that stands twice counts once. */
const eventTypes = z
  .array(z.string().min(1).max(100))
  .max(50)
  .transform((types) => [...new Set(types)])

const reason = z.string().trim().max(500).optional()

/** The fields of a subscription that a person decides (API 3). The API itself accepts or refuses them. */
export const Draft = z.strictObject({
  title: z.string().trim().min(2, 'must have 2 to 200 characters').max(200, 'must have 2 to 200 characters'),
  endpoint: z.string().trim().min(1, 'is missing').max(2000, 'must have at most 2000 characters'),
  events: eventTypes,
  enabled: z.boolean(),
  filter: FilterSchema.nullable(),
})
export type Draft = z.infer<typeof Draft>

/** Body of `POST …/subscriptions`. */
export const CreateRequest = Draft.extend({ reason })
export type CreateRequest = z.infer<typeof CreateRequest>

/**
 * Body of `PATCH …/subscriptions/{id}`, with `If-Match: "<version>"`: only what is sent changes. `filter` is the
 * whole filter that is meant, or null for none; how to get there by merge patches is the proxy's business (API 4.5).
 */
export const EditRequest = Draft.partial().extend({ reason })
export type EditRequest = z.infer<typeof EditRequest>

/** The fields that the API stored otherwise than it was told to, by name. */
const differences = z.array(z.object({ name: z.string(), reason: z.string() }))

/** 201: the subscription as the API returned it. */
export const CreateReply = SubscriptionRow.extend({ differences })
export type CreateReply = z.infer<typeof CreateReply>

/**
 * The subscription as the API returned it; `unfiltered` says that the filter had to be removed before it was set anew.
 */
export const EditReply = SubscriptionRow.extend({ unfiltered: z.boolean(), differences })
export type EditReply = z.infer<typeof EditReply>

/** Body of `DELETE …/subscriptions/{id}`, with `If-Match`: the title, typed once more. */
export const DeleteRequest = z.strictObject({ title: z.string(), reason })
export type DeleteRequest = z.infer<typeof DeleteRequest>

/** One stored event, as much of it as a filter sees. */
export const StoredClaim = z.object({ id: Uuid, subscriptionId: Uuid, recordedAt: Timestamp, claim: EventsClaim })
export type StoredClaim = z.infer<typeof StoredClaim>

/** A value seen in stored events, with how often. Lists of them have the most frequent first, at most 1,000. */
const Seen = z.object({ value: z.string(), count: z.number().int() })
export type Seen = z.infer<typeof Seen>

/**
 * The material for writing and trying a filter, `GET …/filter-material?subscription={id}`: the stored events of the
 * last 7 days of that subscription and of the unfiltered subscriptions of the environment, the newest 10,000, one of
 * each event; the values seen in them; the entity types' attributes where the environment can ask for them.
 */
export const FilterMaterial = z.object({
  claims: z.array(StoredClaim),
  /** `count` is the number of claims from there, `freshness.read` the number of its stored events. */
  sources: z.array(z.object({ id: Uuid, title: z.string(), count: z.number().int(), freshness: Freshness })),
  seen: z.object({
    captureApplicationId: z.array(Seen),
    captureClientId: z.array(Seen),
    entityType: z.array(Seen),
    sub: z.array(Seen),
    attributes: z.array(Seen),
  }),
  schemas: z.array(z.object({ entityType: z.string(), attributes: z.array(AttributeDefinition) })),
  /** The reason why schemas are missing; null when none are, or when the environment does not ask for any. */
  schemaProblem: z.string().nullable(),
})
export type FilterMaterial = z.infer<typeof FilterMaterial>

/** Query of `GET …/filter-material`; without `subscription` it is for a new one. */
export const FilterMaterialQuery = z.strictObject({ subscription: Uuid.optional() })

/**
 * A file of subscriptions to carry from one environment to another: no ids, no times. `environment` is where they are
 * from.
 */
export const SubscriptionFile = z.strictObject({
  format: z.literal('webhooks-subscriptions/1'),
  environment: z.string().trim().min(1).max(100).optional(),
  subscriptions: z.array(Draft).max(10_000),
})
export type SubscriptionFile = z.infer<typeof SubscriptionFile>
