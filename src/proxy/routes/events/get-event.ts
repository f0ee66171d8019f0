import { EventDetail } from '../../../contract/event.ts'
import { isFinal } from '../../../store/events/rows.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { idOf, subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readEventDetail } from './event-detail.ts'
import { checkSoon, queuedEvent } from './queued-event.ts'

/** One event, read live from the API; the index learns of it. */
export function getEvent(services: RouteServices): ApiRoute {
  const { environments, sync, log } = services
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id/events/:eventId',
    needs: 'event.read',
    reply: EventDetail,
    async run(request) {
      const eventId = idOf(request, 'eventId')
      const { context, subscription } = await subscriptionOf(environments, request)
      const { signal } = request.raw
      const { detail, event } = await readEventDetail({ context, sync }, subscription, eventId, { signal })
      await sync
        .touch(context.id, subscription.id, event)
        .catch((err: unknown) => log.warn({ environment: context.id, err }, 'index not told of an event'))
      const ids = { id: subscription.id, eventId }
      const queued = await queuedEvent(services, context, ids)
      if (queued?.reply.state === 'scheduled' && isFinal(detail.event.state)) await checkSoon(services, context, ids)
      return { ...detail, queued: queued ? { ...queued.reply, name: queued.name } : null }
    },
  })
}
