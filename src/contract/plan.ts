import { z } from 'zod'
import { EventSelection } from './failed-event.ts'
import { LeftOut, RunOptions } from './run.ts'
import { Timestamp, Uuid } from './upstream/common.ts'

/** Body of `POST …/plans`, which tells what a run would do without starting it. */
export const PlanRequest = z.strictObject({ selection: EventSelection, options: RunOptions })
export type PlanRequest = z.infer<typeof PlanRequest>

/** One subscription's part of a plan. `ahead` counts what waits there already, of other runs. */
export const PlannedLane = z.object({
  subscriptionId: Uuid,
  title: z.string(),
  endpoint: z.string(),
  enabled: z.boolean(),
  count: z.number().int(),
  ahead: z.number().int(),
  firstAt: Timestamp,
  endsAt: Timestamp,
  /** The number of events that the API forgets before their turn. */
  late: z.number().int(),
  soonestExpiry: Timestamp,
})
export type PlannedLane = z.infer<typeof PlannedLane>

/** The outlook of one way for the same events; `unavailable` is the reason why it cannot be chosen. */
export const WayFigures = z.object({
  inTime: z.number().int(),
  late: z.number().int(),
  endsAt: Timestamp.nullable(),
  unavailable: z.string().nullable(),
})
export type WayFigures = z.infer<typeof WayFigures>

export const Plan = z.object({
  asOf: Timestamp,
  /** The numbers of selected events, of those that get a turn, and of those that could be left out as superseded. */
  selected: z.number().int(),
  total: z.number().int(),
  supersedable: z.number().int(),
  leftOut: LeftOut,
  lanes: z.array(PlannedLane),
  late: z.number().int(),
  endsAt: Timestamp.nullable(),
  /** Seconds between two calls of one subscription. */
  interval: z.number(),
  /** The first turns of all, soonest first, at most 200. */
  turns: z.array(
    z.object({
      subscriptionId: Uuid,
      eventId: Uuid,
      type: z.string().nullable(),
      user: z.string().nullable(),
      at: Timestamp,
      expiresAt: Timestamp,
      late: z.boolean(),
    }),
  ),
  ways: z.object({ redelivery: WayFigures, replay: WayFigures, export: WayFigures }),
})
export type Plan = z.infer<typeof Plan>
