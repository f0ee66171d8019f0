import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { PlanRequest } from '../../../contract/plan.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { type PlanEvent, type PlanLane, type PlannedRun, planRun } from '../../../redelivery/planning/plan.ts'
import type { SelectedEvent } from '../../../store/events/selection.ts'
import { eventKey } from '../../../store/runs/book.ts'
import type { Store } from '../../../store/store.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import { refusals } from '../../http/problem.ts'

/** A run holds so many events at most: more would go out for months, and nobody could look through them. */
const MOST = 200_000
/** The store may answer without ever waiting: after so many events others have their turn. */
const AT_ONCE = 1000

export interface PlanParts {
  store: Pick<Store, 'events' | 'runs'>
  wake: () => void
  /** Ms since 1970. */
  now: () => number
}

/**
 * Plans for what a selection names as it is now: what the index holds of it, behind what waits in the lanes already.
 * Writes nothing. What a run has sent and the index saw fail again counts as queued until that run has seen it as well,
 * which it is told to do now. The same selection planned again later otherwise only loses events, delivered or forgotten.
 */
export async function planSelection(
  { store, now, wake }: PlanParts,
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
    unavailable: { redelivery: null, replay: replayUnavailable(context), export: null },
  })
}

/** Why nothing can be replayed in an environment, in words, null when it can. */
export function replayUnavailable({ directReplay }: Pick<EnvironmentContext, 'directReplay'>): string | null {
  return directReplay ? null : 'Direct replay is not switched on for this environment'
}

const foundOf = async (events: AsyncIterable<SelectedEvent>): Promise<PlanEvent[]> => {
  const found: PlanEvent[] = []
  for await (const event of events) {
    if (found.length === MOST) throw refusals.tooManyEvents(MOST)
    found.push(plannedOf(event))
    if (found.length % AT_ONCE === 0) await yieldToEventLoop()
  }
  return found
}

/** Of a hundred thousand, nothing is kept that a plan does not need. */
const plannedOf = ({
  id,
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

/** As last read; one that is not in the list is asked for by itself, and left away when it is gone. */
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
