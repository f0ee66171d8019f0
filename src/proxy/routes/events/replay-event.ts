import { RedeliverRequest } from '../../../contract/event.ts'
import { QueuedReply } from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import { requireDirectReplay } from '../runs/plan-selection.ts'
import type { RouteServices } from '../services.ts'
import { queueEvent } from './queue-event.ts'

/** Has the console itself post the token of one failed event to its listener. */
export function replayEvent(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/events/:eventId/replay',
    needs: 'event.replay',
    body: RedeliverRequest,
    reply: QueuedReply,
    status: 202,
    async run(request) {
      const context = environmentOf(services.environments, request)
      requireDirectReplay(context)
      return queueEvent(services, context, 'replay', request)
    },
  })
}
