import { z } from 'zod'
import { Links, Timestamp, Uuid } from './common.ts'
import { JsonObject } from './json.ts'
import { answer, TimeText } from './reading.ts'

/** The event types documented today; the list may grow on Akamai's side, so readers keep unknown ones (API 3). */
export const EVENT_TYPES = ['entityCreated', 'entityUpdated', 'entityDeleted'] as const

/** A JSON Schema (draft-07 subset) over the token's `events` claim (API 4). */
export const FilterSchema = JsonObject
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

/** A filter as JSON text. */
const FilterText = z.string().transform((text, context): FilterSchema => {
  try {
    const parsed = FilterSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
  } catch {
    // No JSON: said below.
  }
  context.issues.push({ code: 'custom', message: 'not a filter', input: text })
  return z.NEVER
})

/** A subscription as it is read. */
export const SubscriptionAnswer = answer('a subscription', UpstreamSubscription, {
  subscriptionId: { needed: true },
  customerId: { cost: 'It is taken for one of the customer whose list it stands in.' },
  createdAt: { cost: 'The time of its creation is not shown.', also: TimeText },
  updatedAt: { cost: 'The time of its last change is not shown.', also: TimeText },
  title: { cost: 'Its id stands in place of the title, and is not sent back.', absent: '' },
  endpoint: { cost: 'The listener is not shown, and a direct replay is not possible.', absent: '' },
  events: { cost: 'It is shown without event types.', absent: [] as string[] },
  enabled: { cost: 'It counts as on, which is the default.', absent: true },
  filter: {
    cost: 'None is none. One that is there in a form that cannot be understood makes the subscription unreadable: it is not shown as unfiltered.',
    also: FilterText,
    refuseOdd: true,
  },
  _links: { cost: 'Nothing: links of single objects are not used.' },
})

export type ReadSubscription = NonNullable<ReturnType<typeof SubscriptionAnswer.read>['data']>

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
