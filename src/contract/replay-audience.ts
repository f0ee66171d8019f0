import { z } from 'zod'
import { Uuid } from './upstream/common.ts'

/** So many subscriptions are looked at before a replay run, at most. */
export const MOST_AUDIENCES = 20

/** Whether a token is meant for a listener; `unreadable` when it does not say whom it is meant for. */
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

/** In the order asked for; null where the token could not be looked at. */
export const AudienceReply = z.object({
  audiences: z.array(z.object({ subscriptionId: Uuid, audience: Audience.nullable() })),
})
export type AudienceReply = z.infer<typeof AudienceReply>
