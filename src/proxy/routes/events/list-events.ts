import { EventPage, EventQuery } from '../../../contract/event.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Milliseconds for which the copy of an event store is good enough for its list. */
const MAX_AGE = 15_000

export function listEvents({ environments, sync, store }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id/events',
    needs: 'event.read',
    query: EventQuery,
    reply: EventPage,
    async run(request) {
      const { context, subscription } = await subscriptionOf(environments, request)
      const freshness = await sync.look(context.id, subscription.id, { maxAge: MAX_AGE })
      return { ...(await store.events.page(context.id, subscription.id, request.query)), freshness }
    },
  })
}
