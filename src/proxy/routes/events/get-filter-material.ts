import { FilterMaterial, FilterMaterialQuery } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { type EnvironmentContext, subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { seenIn } from './filter-material-values.ts'

/** The stored events that a filter is made from and tried on. */
export function getFilterMaterial(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/filter-material',
    needs: 'filter.read',
    query: FilterMaterialQuery,
    reply: FilterMaterial,
    async run(request) {
      const context = environmentOf(services.environments, request)
      const { subscription: id } = request.query
      return filterMaterial(services, context, id === undefined ? undefined : await subscriptionAt(context, id))
    },
  })
}

/** Milliseconds for which copies of event stores are good enough to make a filter from. */
const MAX_AGE = 15_000
/** The number of older copies that are read before the answer, each waited for 1.5 s at most; the others are read behind it. */
const READ_AT_ONCE = 20
const MOST_CLAIMS = 10_000

/**
 * Returns the stored events of a subscription (none for a new one) and of the subscriptions without a filter, on or off:
 * no filter kept anything from those. Says of each source how fresh it is.
 */
const filterMaterial = async (
  { sync, renewal, store }: RouteServices,
  context: EnvironmentContext,
  subscription: Subscription | undefined,
): Promise<FilterMaterial> => {
  const { items } = await context.snapshot()
  const unfiltered = items.filter(({ id, filter }) => filter === null && id !== subscription?.id)
  const sources = [...(subscription ? [subscription] : []), ...unfiltered]
  const subscriptionIds = sources.map(({ id }) => id)
  const schemas = context.entitySchemas()
  await Promise.all(subscriptionIds.slice(0, READ_AT_ONCE).map((id) => sync.look(context.id, id, { maxAge: MAX_AGE })))
  renewal.ask(context.id, subscriptionIds.slice(READ_AT_ONCE))
  const claims = await store.events.claims(context.id, {
    subscriptionIds,
    first: subscription?.id,
    limit: MOST_CLAIMS,
  })
  const stats = await sync.stats(context.id, subscriptionIds)
  const counts = Map.groupBy(claims, (claim) => claim.subscriptionId)
  return {
    claims,
    sources: sources.flatMap(({ id, title }) => {
      const freshness = stats.get(id)?.freshness
      return freshness ? [{ id, title, count: counts.get(id)?.length ?? 0, freshness }] : []
    }),
    seen: seenIn(claims),
    ...(await schemas),
  }
}
