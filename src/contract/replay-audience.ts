import { z } from 'zod'
import { Uuid } from './upstream/common.ts'

/** The number of subscriptions whose audience is checked before a replay run. */
export const MOST_AUDIENCES = 20

/** The verdict on a token's audience; `unreadable` when the token names none. */
export const Audience = z.enum(['same', 'other', 'unreadable'])
export type Audience = z.infer<typeof Audience>

/** Body of `POST …/replay-audiences`: one event each of some subscriptions, as samples of a run that is planned. */
export const AudienceRequest = z.strictObject({
  events: z
    .array(z.strictObject({ subscriptionId: Uuid, eventId: Uuid }))
    .min(1)
    .max(MOST_AUDIENCES),
})
export type AudienceRequest = z.infer<typeof AudienceRequest>

/** In the order of the request; null where the token could not be read. */
export const AudienceReply = z.object({
  audiences: z.array(z.object({ subscriptionId: Uuid, audience: Audience.nullable() })),
})
export type AudienceReply = z.infer<typeof AudienceReply>
