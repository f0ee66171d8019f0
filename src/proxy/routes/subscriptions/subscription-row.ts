import { type EventStats, NO_EVENTS, type Subscription, type SubscriptionRow } from '../../../contract/subscription.ts'
import { StoreFault } from '../../../store/store.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { freshnessOf } from '../../../sync/events/freshness.ts'
import { refusals } from '../../words/refusals.ts'
import type { RouteServices } from '../services.ts'

/** Milliseconds after which figures are old and the event store is asked again. */
export const STALE = 60_000

type RowServices = Pick<RouteServices, 'sync' | 'renewal' | 'now'>

/**
 * Returns subscriptions with the known figures of their events, without waiting for the API; old figures are renewed
 * behind the answer, for the next request.
 */
export async function rowsOf(
  services: RowServices,
  environment: EnvironmentContext,
  subscriptions: Subscription[],
): Promise<SubscriptionRow[]> {
  const figures = await services.sync.stats(
    environment.id,
    subscriptions.map(({ id }) => id),
  )
  const rows = subscriptions.map((subscription) => {
    const stats = figures.get(subscription.id)
    if (!stats) throw new Error('No figures of a subscription that was asked for')
    return { ...subscription, stats }
  })
  const old = rows.filter(({ stats }) => isOld(stats, services.now())).map(({ id }) => id)
  services.renewal.ask(environment.id, old)
  return rows.map((row) => (old.includes(row.id) ? renewed(row) : row))
}

/** Marks the figures as being read, so that the page asks again soon; not where reading failed the last time. */
const renewed = (row: SubscriptionRow): SubscriptionRow => {
  const { freshness } = row.stats
  return { ...row, stats: { ...row.stats, freshness: { ...freshness, syncing: freshness.problem === null } } }
}

export async function rowOf(
  services: RowServices,
  environment: EnvironmentContext,
  subscription: Subscription,
): Promise<SubscriptionRow> {
  const [row] = await rowsOf(services, environment, [subscription])
  if (!row) throw new Error('No row of a subscription that was asked for')
  return row
}

/** Returns the row of a subscription that was just changed: without its figures when the store fails, for the change stands. */
export async function changedRowOf(
  services: RowServices,
  environment: EnvironmentContext,
  subscription: Subscription,
): Promise<SubscriptionRow> {
  try {
    return await rowOf(services, environment, subscription)
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error
    const problem = refusals.storeUnavailable(error.kind).problem.title
    const freshness = { ...freshnessOf(undefined, { read: 0 }, services.now()), problem }
    return { ...subscription, stats: { ...NO_EVENTS, freshness } }
  }
}

const isOld = ({ freshness }: EventStats, now: number): boolean =>
  !freshness.syncing && now - (freshness.asOf === null ? 0 : Date.parse(freshness.asOf)) > STALE
