import { z } from 'zod'
import { FailedSummary } from './failed-event.ts'
import { RunState } from './run.ts'
import { EnvironmentId } from './session.ts'
import { ListenerAnswer, TurnedOff } from './subscription.ts'
import { Timestamp, Uuid } from './upstream/common.ts'

/** Query of the overview: `renew` has old copies of event stores read behind the answer, `glance` has nothing read. */
export const OverviewQuery = z.strictObject({ look: z.enum(['renew', 'glance']).default('renew') })

/** The most of each kind that are told one by one: the worst. */
export const MOST_TOLD = 20

/** Those of a kind: how many there are, and the worst of them. */
const some = <Item extends z.ZodType>(item: Item) => z.object({ count: z.number().int(), items: z.array(item) })

const Named = z.object({ id: Uuid, title: z.string() })

/** A listener that did not take the last event it was sent. */
const Failing = Named.extend({
  answer: ListenerAnswer,
  since: Timestamp,
  lastDeliveredAt: Timestamp.nullable(),
  failed: z.number().int(),
  /** Still tried by Identity Cloud. */
  pending: z.number().int(),
  soonestExpiry: Timestamp.nullable(),
})

/** A subscription that is off; `turnedOff` is null when it was not this console that turned it off. */
const Off = Named.extend({
  failed: z.number().int(),
  soonestExpiry: Timestamp.nullable(),
  expiringWithinDay: z.number().int(),
  turnedOff: TurnedOff.nullable(),
})

/** A subscription whose events come no more, though none of its pauses was nearly as long (ms). */
const Silent = Named.extend({ lastEventAt: Timestamp, longestPause: z.number() })

/** Failed events of one subscription that is on. */
const Undelivered = Named.extend({ failed: z.number().int(), soonestExpiry: Timestamp.nullable() })

/** `stuck`: running, and no lane of it goes on by itself. `left` are the events that have not ended. */
const StoppedRun = z.object({
  id: Uuid,
  name: z.string(),
  state: RunState,
  stuck: z.boolean(),
  reason: z.string().nullable(),
  left: z.number().int(),
})

/** An export that this console started and nobody has downloaded here; its file is gone at `lapsesAt` (API 10). */
const LapsingExport = z.object({
  id: Uuid,
  subscription: Named,
  startedAt: Timestamp,
  by: z.string(),
  lapsesAt: Timestamp,
})

/** What stands in the way of the whole environment. */
const EnvironmentTrouble = z.object({
  code: z.enum(['credentials', 'unreachable', 'clock']),
  title: z.string(),
  text: z.string(),
})

/**
 * `GET /api/environments/{environment}/overview`: what needs somebody, and what was looked at to say so. `asOf` is when;
 * counts are of the 7 days that are stored, as far as `freshness` says that they were read.
 */
export const Overview = z.object({
  environment: EnvironmentId,
  asOf: Timestamp,
  /** Null when the list could not be read, not even an older one. */
  subscriptions: z.object({ all: z.number().int(), on: z.number().int(), missing: z.number().int() }).nullable(),
  freshness: FailedSummary.shape.freshness,
  /** Subscriptions whose stored events were not read for long, or not to the end, and the reason of one. */
  behind: z.object({ count: z.number().int(), oldest: Timestamp.nullable(), problem: z.string().nullable() }),
  lastDeliveredAt: Timestamp.nullable(),
  failed: z.number().int(),
  expiring: z.object({
    count: z.number().int(),
    /** Of subscriptions that are on: those can be redelivered. */
    sendable: z.number().int(),
    soonest: Timestamp.nullable(),
    subscriptions: some(Named),
  }),
  failing: some(Failing),
  off: some(Off),
  silent: some(Silent),
  undelivered: some(Undelivered),
  runs: z.object({ active: z.number().int(), stopped: z.array(StoppedRun) }),
  exports: z.array(LapsingExport),
  troubles: z.array(EnvironmentTrouble),
})
export type Overview = z.infer<typeof Overview>

/** One hour of the stored week, by what became of the events whose state changed in it last. */
const Hour = z.object({
  at: Timestamp,
  delivered: z.number().int(),
  waiting: z.number().int(),
  failed: z.number().int(),
})

/**
 * `GET /api/environments/{environment}/overview/hours`: the stored week by hours (UTC), the oldest first, without empty
 * ones; `expiring` are the failed events by the hour in which they are forgotten.
 */
export const OverviewHours = z.object({
  asOf: Timestamp,
  hours: z.array(Hour),
  expiring: z.array(z.object({ at: Timestamp, failed: z.number().int() })),
})
export type OverviewHours = z.infer<typeof OverviewHours>
