import type { FilterMaterial } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { Store } from '../../../store/store.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { EventSync } from '../../../sync/events/event-sync.ts'
import type { Renewal } from '../../../sync/renewal.ts'
import { seenIn } from './filter-material-values.ts'

/** Copies of event stores may be so old when a filter is made from them, in ms. */
const MAX_AGE = 15_000
/** So many that are older are read before the answer, each waited for 1.5 s at most; the others behind it. */
const READ_AT_ONCE = 20
const MOST_CLAIMS = 10_000

/**
 * What a filter is made from and tried on: the stored events of a subscription (none for a new one) and of those of its
 * environment that have no filter, on or off: what they hold, nothing was kept from. Says of each how fresh it is.
 */
export async function filterMaterial(
  { sync, renewal, store }: { sync: EventSync; renewal: Renewal; store: Pick<Store, 'events'> },
  context: EnvironmentContext,
  subscription: Subscription | undefined,
): Promise<FilterMaterial> {
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
