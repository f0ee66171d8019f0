import { EventDetail, EventPage, EventQuery, RedeliverRequest } from '../../../contract/event.ts'
import { QueuedReply } from '../../../contract/run.ts'
import { isFinal } from '../../../store/events/rows.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute, type Call } from '../../http/guard.ts'
import { environmentOf, idIn } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'
import { mustReplay } from '../runs/start.ts'
import { readEventDetail } from './event-detail.ts'
import { type EventPlace, lookSoon, queuedEvent } from './queued.ts'
import { redeliverEvent } from './redeliver.ts'

/** How old the copy of an event store may be when somebody opens its list, in ms. */
const MAX_AGE = 15_000

/** The events of a subscription: list from the index, one read live, redelivery, direct replay. */
export const eventRoutes = (parts: RouteParts): ApiRoute[] => {
  const { environments, sync, store, log } = parts
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events',
      needs: 'event.read',
      query: EventQuery,
      reply: EventPage,
      async run(call) {
        const context = environmentOf(environments, call)
        const { id } = await subscriptionAt(context, idIn(call, 'id'))
        const freshness = await sync.look(context.id, id, { maxAge: MAX_AGE })
        return { ...(await store.events.page(context.id, id, call.query)), freshness }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId',
      needs: 'event.read',
      reply: EventDetail,
      async run(call) {
        const [context, eventId] = [environmentOf(environments, call), idIn(call, 'eventId')]
        const subscription = await subscriptionAt(context, idIn(call, 'id'))
        const { signal } = call.request
        const { detail, event } = await readEventDetail(context, subscription, eventId, { signal })
        const noted = (err: unknown) => log.warn({ environment: context.id, err }, 'index not told of an event')
        await sync.touch(context.id, subscription.id, event).catch(noted)
        const place = { id: subscription.id, eventId }
        const queued = await queuedEvent(parts, context, place)
        if (queued?.reply.state === 'scheduled' && isFinal(detail.event.state)) await lookSoon(parts, context, place)
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
      run: async (call) => redeliverEvent(parts, environmentOf(environments, call), placeOf(call), 'redelivery', call),
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId/replay',
      needs: 'event.replay',
      body: RedeliverRequest,
      reply: QueuedReply,
      status: 202,
      async run(call) {
        const context = environmentOf(environments, call)
        mustReplay(context)
        return redeliverEvent(parts, context, placeOf(call), 'replay', call)
      },
    }),
  ]
}

const placeOf = (call: Call): EventPlace => ({ id: idIn(call, 'id'), eventId: idIn(call, 'eventId') })
