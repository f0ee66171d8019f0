import { MOST_OF_USER, type UserTrail } from '../../../contract/user-trail.ts'
import { readAllStats } from '../../../sync/environment-freshness.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { subscriptionsOf } from '../events/failed-event-items.ts'
import type { RouteServices } from '../services.ts'
import { meaningsOf, occurrencesOf } from './occurrences.ts'

/** Reads what is stored of one user, over all subscriptions; old copies of event stores are read behind the answer. */
export async function readTrail(
  services: RouteServices,
  context: EnvironmentContext,
  user: string,
): Promise<UserTrail> {
  const { byId, problem } = await subscriptionsOf(services, context)
  const events = await services.store.events.ofUser(context.id, user, MOST_OF_USER + 1)
  const { freshness } = await readAllStats(services, context.id, { ids: [...byId.keys()], renews: true })
  return {
    user,
    asOf: new Date(services.now()).toISOString(),
    occurrences: occurrencesOf(events.slice(0, MOST_OF_USER), byId, meaningsOf(byId.values())),
    complete: events.length <= MOST_OF_USER,
    freshness: {
      ...freshness,
      complete: freshness.complete && problem === null,
      problem: freshness.problem ?? problem,
    },
  }
}
