import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { PlanRequest } from '../../../contract/plan.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { type PlanEvent, type PlanLane, type PlannedRun, planRun } from '../../../redelivery/planning/plan.ts'
import type { SelectedEvent } from '../../../store/events/selection.ts'
import { eventKey } from '../../../store/runs/book.ts'
import type { Store } from '../../../store/store.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import { REPLAY_UNAVAILABLE, refusals } from '../../words/refusals.ts'

/** The number of events a run may hold: more would be sent for months, and no person could look through them. */
const MOST = 200_000
/** The number of events after which other work gets its turn: the store may answer without ever waiting. */
const BATCH = 1000

export interface PlanServices {
  store: Pick<Store, 'events' | 'runs'>
  wake: () => void
  /** Milliseconds since 1970. */
  now: () => number
}

/**
 * Plans a run of a selection as the index holds it now, behind what waits in the lanes already; writes no run. An event
 * that a run has sent and that failed again counts as queued until that run has read it as well, which it is told to do.
 */
export async function planSelection(
  { store, now, wake }: PlanServices,
  context: EnvironmentContext,
  { selection, options }: PlanRequest,
): Promise<PlannedRun> {
  const found = await foundOf(store.events.select(context.id, selection))
  const ids = [...new Set(found.map((event) => event.subscriptionId))]
  const [queued, backlog, subscriptions] = await Promise.all([
    store.runs.activeOf(context.id, found),
    store.runs.backlog(context.id, ids),
    subscriptionsOf(context, ids),
  ])
  const failedAgain = found.filter(
    (event) => event.state === 'failure' && queued.get(eventKey(event))?.item === 'scheduled',
  )
  if (failedAgain.length > 0) await store.runs.followUpNow(context.id, failedAgain).then(wake)
  const selected = selection.by === 'match' ? selection.count : new Set(selection.events.map(eventKey)).size
  return planRun({
    events: found.map((event) => (queued.has(eventKey(event)) ? { ...event, queued: true } : event)),
    selected: Math.max(selected, found.length),
    lanes: subscriptions.map((one) => laneOf(one, backlog.get(one.id))),
    interval: context.interval,
    now: now(),
    options,
    unavailable: { redelivery: null, replay: context.directReplay ? null : REPLAY_UNAVAILABLE, export: null },
  })
}

/** Refuses a replay in an environment that is not set up for it. */
export function requireDirectReplay({ directReplay }: Pick<EnvironmentContext, 'directReplay'>): void {
  if (!directReplay) throw refusals.replayUnavailable()
}

const foundOf = async (events: AsyncIterable<SelectedEvent>): Promise<PlanEvent[]> => {
  const found: PlanEvent[] = []
  for await (const event of events) {
    if (found.length === MOST) throw refusals.tooManyEvents(MOST)
    found.push(plannedOf(event))
    if (found.length % BATCH === 0) await yieldToEventLoop()
  }
  return found
}

/** Returns what a plan needs of an event: of a hundred thousand nothing else is kept in memory. */
const plannedOf = ({
  id,
  eventId,
  subscriptionId,
  state,
  type,
  user,
  entityType,
  attributes,
  createdAt,
  occurredAt,
  expiresAt,
}: SelectedEvent): PlanEvent => ({
  id,
  eventId,
  subscriptionId,
  state,
  type,
  user,
  entityType,
  attributes,
  createdAt,
  occurredAt,
  expiresAt,
  queued: false,
})

/** Returns subscriptions as last read. One that is not in the list is read by itself, and left out when it is gone. */
const subscriptionsOf = async (context: EnvironmentContext, ids: readonly string[]): Promise<Subscription[]> => {
  const known = new Map((await context.snapshot()).items.map((item) => [item.id, item]))
  const found: Subscription[] = []
  for (const id of ids) {
    const subscription = known.get(id) ?? (await subscriptionNow(context, id).catch(undefinedIfGone))
    if (subscription) found.push(subscription)
  }
  return found
}

const undefinedIfGone = (refused: unknown): undefined => {
  if (refused instanceof Refusal && refused.problem.code === 'not_found') return undefined
  throw refused
}

const laneOf = (
  { id, title, endpoint, enabled }: Subscription,
  { ahead, freeAt }: Pick<PlanLane, 'ahead' | 'freeAt'> = { ahead: 0, freeAt: 0 },
): PlanLane => ({ subscriptionId: id, title, endpoint, enabled, ahead, freeAt })
