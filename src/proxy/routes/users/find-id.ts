import { FoundId } from '../../../contract/found-id.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { subscriptionsOf } from '../events/failed-event-items.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Says what has an id that somebody was given: a subscription, an event, a user or a run. */
export function findId(services: RouteServices): ApiRoute {
  const { environments, store } = services
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/ids/:id',
    needs: 'event.read',
    reply: FoundId,
    async run(request) {
      const context = environmentOf(environments, request)
      const id = idOf(request, 'id')
      const { byId } = await subscriptionsOf(services, context)
      const subscription = byId.get(id)
      const event = await store.events.find(context.id, id)
      const [ofUser] = await store.events.ofUser(context.id, id, 1)
      const run = await store.runs.detail(context.id, id, context)
      return {
        subscription: subscription ? { id, title: subscription.title } : null,
        event: event ?? null,
        user: ofUser !== undefined,
        run: run ? { id, name: run.name } : null,
      }
    },
  })
}
