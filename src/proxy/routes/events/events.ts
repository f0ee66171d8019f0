import { EventDetail, EventPage, EventQuery, RedeliverRequest } from '../../../contract/event.ts'
import { QueuedReply } from '../../../contract/run.ts'
import { isFinal } from '../../../store/events/rows.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf, idOf } from '../request-values.ts'
import { requireDirectReplay } from '../runs/start.ts'
import type { RouteServices } from '../services.ts'
import { readEventDetail } from './event-detail.ts'
import { type EventPlace, lookSoon, queuedEvent } from './queued.ts'
import { redeliverEvent } from './redeliver.ts'

/** How old the copy of an event store may be when somebody opens its list, in ms. */
const MAX_AGE = 15_000

/** The events of a subscription: list from the index, one read live, redelivery, direct replay. */
export function eventRoutes(services: RouteServices): ApiRoute[] {
  const { environments, sync, store, log } = services
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events',
      needs: 'event.read',
      query: EventQuery,
      reply: EventPage,
      async run(request) {
        const context = environmentOf(environments, request)
        const { id } = await subscriptionAt(context, idOf(request, 'id'))
        const freshness = await sync.look(context.id, id, { maxAge: MAX_AGE })
        return { ...(await store.events.page(context.id, id, request.query)), freshness }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId',
      needs: 'event.read',
      reply: EventDetail,
      async run(request) {
        const [context, eventId] = [environmentOf(environments, request), idOf(request, 'eventId')]
        const subscription = await subscriptionAt(context, idOf(request, 'id'))
        const { signal } = request.raw
        const { detail, event } = await readEventDetail(context, subscription, eventId, { signal })
        const noted = (err: unknown) => log.warn({ environment: context.id, err }, 'index not told of an event')
        await sync.touch(context.id, subscription.id, event).catch(noted)
        const place = { id: subscription.id, eventId }
        const queued = await queuedEvent(services, context, place)
        if (queued?.reply.state === 'scheduled' && isFinal(detail.event.state)) await lookSoon(services, context, place)
        return { ...detail, queued: queued ? { ...queued.reply, name: queued.name } : null }
      },
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId/redeliver',
      needs: 'event.redeliver',
      body: RedeliverRequest,
      reply: QueuedReply,
      status: 202,
      run: async (request) =>
        redeliverEvent(services, environmentOf(environments, request), placeOf(request), 'redelivery', request),
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId/replay',
      needs: 'event.replay',
      body: RedeliverRequest,
      reply: QueuedReply,
      status: 202,
      async run(request) {
        const context = environmentOf(environments, request)
        requireDirectReplay(context)
        return redeliverEvent(services, context, placeOf(request), 'replay', request)
      },
    }),
  ]
}

const placeOf = (request: ApiRequest): EventPlace => ({ id: idOf(request, 'id'), eventId: idOf(request, 'eventId') })
