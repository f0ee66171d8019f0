import { z } from 'zod'
import { EventItem } from './event.ts'
import { FailedSummary } from './failed-event.ts'
import { Timestamp, Uuid } from './upstream/common.ts'

/** The most stored events of a user that one answer has. */
export const MOST_OF_USER = 1_000
/** The most subscriptions of a kind that are named for one occurrence. */
export const MOST_NAMED = 20

const Named = z.object({ id: Uuid, title: z.string() })
const some = z.object({ count: z.number().int(), items: z.array(Named) })

/** A stored event of the user, in one subscription. */
const TrailItem = EventItem.extend({ subscription: z.object({ title: z.string(), enabled: z.boolean() }) })
export type TrailItem = z.infer<typeof TrailItem>

/**
 * One thing that happened to the user, with its copies in subscriptions. Of those that have none: `filtered` would be
 * dropped by what the filter is now, `absent` takes such events and has none stored, of `unclear` only a custom filter
 * knows; `notSubscribed` take no events of that type.
 */
const Occurrence = z.object({
  /** The id that all copies have in common; null where the token could not be read, so that it stands for one copy. */
  eventId: z.string().nullable(),
  type: z.string().nullable(),
  at: Timestamp,
  items: z.array(TrailItem),
  filtered: some,
  absent: some,
  unclear: some,
  notSubscribed: z.number().int(),
})
export type Occurrence = z.infer<typeof Occurrence>

/**
 * `GET /api/environments/{environment}/users/{user}`: what is stored of one user in any state, the newest occurrence first.
 * `complete` is false when there is more than is told.
 */
export const UserTrail = z.object({
  user: z.string(),
  asOf: Timestamp,
  occurrences: z.array(Occurrence),
  complete: z.boolean(),
  freshness: FailedSummary.shape.freshness,
})
export type UserTrail = z.infer<typeof UserTrail>
