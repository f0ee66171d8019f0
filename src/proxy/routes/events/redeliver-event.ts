import { RedeliverRequest } from '../../../contract/event.ts'
import { QueuedReply } from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { queueEvent } from './queue-event.ts'

/** Has the API send one failed event again (API 7). */
export function redeliverEvent(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/events/:eventId/redeliver',
    needs: 'event.redeliver',
    body: RedeliverRequest,
    reply: QueuedReply,
    status: 202,
    async run(request) {
      return queueEvent(services, environmentOf(services.environments, request), 'redelivery', request)
    },
  })
}
