import type { EventItem } from '../../../contract/event.ts'
import type { FailedItem } from '../../../contract/failed-event.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { eventKey } from '../../../store/runs/book.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { RouteServices } from '../services.ts'

/** The subscriptions by id, or the problem of reading them: stored events can be shown without them. */
export interface KnownSubscriptions {
  byId: ReadonlyMap<string, Subscription>
  problem: string | null
}

export async function subscriptionsOf(
  { log }: Pick<RouteServices, 'log'>,
  context: EnvironmentContext,
): Promise<KnownSubscriptions> {
  try {
    const { items, problem = null } = await context.snapshot()
    return { byId: new Map(items.map((item) => [item.id, item])), problem }
  } catch (err) {
    if (!(err instanceof Refusal)) throw err
    log.warn({ environment: context.id, err }, 'subscriptions not read')
    return { byId: new Map(), problem: err.problem.title }
  }
}

/** Returns stored events with their subscription and the run that they are in. */
export async function itemsOf(
  { store }: Pick<RouteServices, 'store'>,
  context: EnvironmentContext,
  subscriptions: KnownSubscriptions,
  events: EventItem[],
): Promise<FailedItem[]> {
  const holders = await store.runs.activeOf(context.id, events)
  return events.map((event) => {
    const { subscriptionId } = event
    const { title, endpoint, enabled } = subscriptions.byId.get(subscriptionId) ?? UNKNOWN(subscriptionId)
    const holder = holders.get(eventKey(event))
    return {
      ...event,
      subscription: { title, endpoint, enabled },
      run: holder ? { id: holder.runId, name: holder.name, state: holder.state } : null,
    }
  })
}

/** A subscription that is deleted, or whose list cannot be read. */
const UNKNOWN = (id: string) => ({ title: id, endpoint: '', enabled: false })
