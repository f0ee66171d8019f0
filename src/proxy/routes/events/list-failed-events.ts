import { FailedPage, FailedQuery } from '../../../contract/failed-event.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { itemsOf, subscriptionsOf } from './failed-event-items.ts'

export function listFailedEvents(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/failed-events',
    needs: 'event.read',
    query: FailedQuery,
    reply: FailedPage,
    async run(request) {
      const context = environmentOf(services.environments, request)
      const [subscriptions, page] = await Promise.all([
        subscriptionsOf(services, context),
        services.store.events.failed(context.id, request.query),
      ])
      return { ...page, items: await itemsOf(services, context, subscriptions, page.items) }
    },
  })
}
