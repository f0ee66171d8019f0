import { z } from 'zod'
import { Cause, EventItem, EventMatch } from './event.ts'
import { Freshness } from './freshness.ts'
import { Timestamp, Uuid } from './upstream/common.ts'

/**
 * The states of "failed events": given up, or still being tried by the API (API 6.1). Only the first can be
 * redelivered.
 */
export const FAILED_STATES = ['failure', 'awaiting-retry'] as const

/** `failed`: the latest failure first. `expiry`: what is forgotten first, first. */
export const FAILED_SORTS = ['expiry', 'failed'] as const

/** A choice of failed events of an environment: a match, over all subscriptions or one. */
export const FailedMatch = EventMatch.extend({
  state: z.enum(FAILED_STATES).default('failure'),
  subscription: Uuid.optional(),
})
export type FailedMatch = z.infer<typeof FailedMatch>

/**
 * Query of `GET /api/environments/{environment}/failed-events`. `asOf` freezes the list: only what the console knew to
 * have failed by then is in it, on every page; left out, it is now. `after` and `before` are cursors of a page.
 */
export const FailedQuery = FailedMatch.extend({
  sort: z.enum(FAILED_SORTS).default('expiry'),
  asOf: Timestamp.optional(),
  after: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
  size: z.coerce.number().int().min(1).max(500).default(100),
})
export type FailedQuery = z.infer<typeof FailedQuery>

export const FailedItem = EventItem.extend({
  subscription: z.object({ title: z.string(), endpoint: z.string(), enabled: z.boolean() }),
  /** The run in which this event waits or is followed, null when it is in none. */
  run: z.object({ id: z.string(), name: z.string(), state: z.string() }).nullable(),
})
export type FailedItem = z.infer<typeof FailedItem>

/** `next` and `previous` are cursors, null where there is no further page. */
export const FailedPage = z.object({
  items: z.array(FailedItem),
  asOf: Timestamp,
  next: z.string().nullable(),
  previous: z.string().nullable(),
})
export type FailedPage = z.infer<typeof FailedPage>

/** The failed events of one cause and one status: their number, the first and last time, their subscriptions. */
export const FailedGroup = z.object({
  cause: Cause.nullable(),
  status: z.number().int().nullable(),
  count: z.number().int(),
  subscriptions: z.number().int(),
  firstFailedAt: Timestamp,
  lastFailedAt: Timestamp,
  soonestExpiry: Timestamp,
})
export type FailedGroup = z.infer<typeof FailedGroup>

/**
 * `GET …/failed-events/summary` (the query of the list without its page): how many match, grouped by cause, and what
 * can be chosen. `arrived` counts what matches and came after `asOf`.
 */
export const FailedSummary = z.object({
  total: z.number().int(),
  arrived: z.number().int(),
  expiringWithinDay: z.number().int(),
  groups: z.array(FailedGroup),
  choices: z.object({
    subscriptions: z.array(z.object({ id: Uuid, title: z.string(), count: z.number().int() })),
    types: z.array(z.string()),
    entityTypes: z.array(z.string()),
    attributes: z.array(z.string()),
    applications: z.array(z.string()),
    statuses: z.array(z.number().int()),
    causes: z.array(Cause),
  }),
  /** The freshness of all subscriptions in scope: the oldest `asOf`, complete only if all are, sums. */
  freshness: Freshness.extend({ subscriptions: z.number().int(), unread: z.number().int() }),
})
export type FailedSummary = z.infer<typeof FailedSummary>

/** Names one event. */
const EventName = z.strictObject({ subscriptionId: Uuid, id: Uuid })
export type EventName = z.infer<typeof EventName>

/** A person's selection: rows by name, or all that matched at one moment, except some. */
export const EventSelection = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('events'),
    events: z.array(EventName).min(1).max(5000),
  }),
  z.strictObject({
    by: z.literal('match'),
    match: FailedMatch,
    asOf: Timestamp,
    /** The events that were taken out by hand. */
    except: z.array(EventName).max(5000).default([]),
    /** The number that the person saw selected; the plan says what became of the others. */
    count: z.number().int().nonnegative(),
  }),
])
export type EventSelection = z.infer<typeof EventSelection>
