import { z } from 'zod'
import { EventSelection } from './failed-event.ts'
import { ItemState } from './item-state.ts'
import { Timestamp, Uuid } from './upstream/common.ts'

export { ACTIVE_ITEM_STATES, ITEM_STATES, ItemState } from './item-state.ts'

/** `redelivery` asks the API to deliver (API 7); `replay` has the console post the stored token itself. */
export const RUN_WAYS = ['redelivery', 'replay'] as const
export const RUN_ORDERS = ['expiry', 'oldest', 'newest'] as const
export const MAX_PACE = 50
/** Replays under way at once, at most. */
export const MAX_AT_ONCE = 8
export const DEFAULT_PACE = 5

/** The choices that a person makes for a run. `pace` is the rate of a direct replay, in posts a second. */
export const RunOptions = z.strictObject({
  way: z.enum(RUN_WAYS).default('redelivery'),
  order: z.enum(RUN_ORDERS).default('expiry'),
  /** Leaves out an update that a later failed update of the same user makes needless. */
  leaveOutSuperseded: z.boolean().default(false),
  /** Sends one event and goes on only when it is delivered; stops when its listener does not take the first attempt. */
  canary: z.boolean().default(false),
  /** Stops after so many events in a row were not delivered; what counts of each is the first attempt. */
  stopAfter: z.number().int().min(1).max(1000).nullable().default(null),
  pace: z.number().int().min(1).max(MAX_PACE).default(DEFAULT_PACE),
})
export type RunOptions = z.infer<typeof RunOptions>

/** The reason why a lane does not go on by itself right now. */
export const LANE_WAITS = ['off', 'limit', 'forbidden', 'upstream', 'gone'] as const
export const LaneWait = z.object({
  why: z.enum(LANE_WAITS),
  /** The reason in words, with the API's own message. */
  words: z.string(),
  /** The time of the next try, null when that depends on a person. */
  until: Timestamp.nullable(),
})
export type LaneWait = z.infer<typeof LaneWait>

/**
 * Counts of what a plan leaves out, by reason. `unseen`: of the number that was selected, no longer stored or failed.
 */
export const LeftOut = z.object({
  superseded: z.number().int(),
  queued: z.number().int(),
  succeeded: z.number().int(),
  notFailed: z.number().int(),
  expired: z.number().int(),
  unseen: z.number().int(),
})
export type LeftOut = z.infer<typeof LeftOut>

/** Body of `POST …/runs`. `id` is made by the caller, so that the same request sent twice makes one run. */
export const RunRequest = z.strictObject({
  id: Uuid,
  selection: EventSelection,
  options: RunOptions,
  name: z.string().trim().min(1).max(200),
  reason: z.string().trim().max(500).optional(),
})
export type RunRequest = z.infer<typeof RunRequest>

/** `canary`: one event is out, the others are held. `stopped`: by the console, `stateReason` says why. */
const RUN_STATES = ['canary', 'running', 'paused', 'stopped', 'cancelled', 'done'] as const
export const RunState = z.enum(RUN_STATES)
export type RunState = z.infer<typeof RunState>

export const ItemCounts = z.record(ItemState, z.number().int())
export type ItemCounts = z.infer<typeof ItemCounts>

/** One run, in a list. `single` was asked for with one event's button. */
export const RunSummary = z.object({
  id: Uuid,
  environment: z.string(),
  single: z.boolean(),
  name: z.string(),
  reason: z.string().nullable(),
  options: RunOptions,
  state: RunState,
  stateReason: z.string().nullable(),
  startedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
  total: z.number().int(),
  counts: ItemCounts,
  leftOut: LeftOut,
  /**
   * The time of the last call if all goes well, without lanes that wait for a person; null when nothing goes on by
   * itself.
   */
  endsAt: Timestamp.nullable(),
})
export type RunSummary = z.infer<typeof RunSummary>

export const RunLane = z.object({
  subscriptionId: Uuid,
  title: z.string(),
  paused: z.boolean(),
  counts: ItemCounts,
  nextAt: Timestamp.nullable(),
  endsAt: Timestamp.nullable(),
  waits: LaneWait.nullable(),
})
export type RunLane = z.infer<typeof RunLane>

export const RunDetail = RunSummary.extend({
  lanes: z.array(RunLane),
  /** The number of waiting events that the API will have forgotten before their turn, as it looks now. */
  late: z.number().int(),
  /** The number of scheduled events whose first attempt the listener refused: Identity Cloud goes on trying them. */
  retrying: z.number().int(),
  /** One event has to be delivered before the others go out: now, or when the run is resumed. */
  oneFirst: z.boolean(),
})
export type RunDetail = z.infer<typeof RunDetail>

export const RunItem = z.object({
  position: z.number().int(),
  subscriptionId: Uuid,
  subscriptionTitle: z.string(),
  eventId: Uuid,
  type: z.string().nullable(),
  user: z.string().nullable(),
  expiresAt: Timestamp.nullable(),
  state: ItemState,
  /** The reason for this state. */
  note: z.string().nullable(),
  status: z.number().int().nullable(),
  turnAt: Timestamp.nullable(),
  sentAt: Timestamp.nullable(),
  /** The time at which an unknown outcome is certain; null in every other state. */
  certainAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
})
export type RunItem = z.infer<typeof RunItem>

/** Query of `GET …/runs`: newest first; singles only when asked for. */
export const RunQuery = z.strictObject({
  show: z.enum(['runs', 'singles', 'all']).default('runs'),
  state: z.enum(['active', 'ended']).optional(),
  before: Uuid.optional(),
  after: Uuid.optional(),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type RunQuery = z.infer<typeof RunQuery>
export const RunPage = z.object({
  items: z.array(RunSummary),
  older: Uuid.nullable(),
  newer: Uuid.nullable(),
})
export type RunPage = z.infer<typeof RunPage>

/** Query of `GET …/runs/{run}/items`: in the order of the run; `after` and `before` are positions. */
export const RunItemQuery = z.strictObject({
  state: ItemState.optional(),
  subscription: Uuid.optional(),
  after: z.coerce.number().int().optional(),
  before: z.coerce.number().int().optional(),
  size: z.coerce.number().int().min(1).max(500).default(100),
})
export type RunItemQuery = z.infer<typeof RunItemQuery>
export const RunItemPage = z.object({
  items: z.array(RunItem),
  total: z.number().int(),
  next: z.number().int().nullable(),
  previous: z.number().int().nullable(),
})
export type RunItemPage = z.infer<typeof RunItemPage>

/** Body of `POST …/runs/{run}/pause|resume|cancel`: of the whole run, or of one subscription's lane in it. */
export const RunControl = z.strictObject({
  subscription: Uuid.optional(),
  reason: z.string().trim().max(500).optional(),
})
export type RunControl = z.infer<typeof RunControl>

/**
 * `GET …/runs/active`: what the shell shows on every page. `changed` differs whenever any run of the environment did.
 */
export const ActiveRuns = z.object({
  runs: z.array(
    z.object({
      id: Uuid,
      name: z.string(),
      single: z.boolean(),
      state: RunState,
      total: z.number().int(),
      ended: z.number().int(),
      endsAt: Timestamp.nullable(),
    }),
  ),
  changed: z.string(),
})
export type ActiveRuns = z.infer<typeof ActiveRuns>

/**
 * 202 of `POST …/events/{id}/redeliver` and `…/replay`: the event is in its lane, or already out. `goesOutAt` is when
 * its turn is, as it looks now, null once it went out; `ahead` how many go before it. `certainAt` is when an unknown
 * outcome is certain.
 */
export const QueuedReply = z.object({
  run: Uuid,
  state: ItemState,
  note: z.string().nullable(),
  goesOutAt: Timestamp.nullable(),
  certainAt: Timestamp.nullable(),
  ahead: z.number().int(),
})
export type QueuedReply = z.infer<typeof QueuedReply>
