import { EventDetail, EventPage, EventQuery, RedeliverRequest } from '../../../contract/event.ts'
import { QueuedReply } from '../../../contract/run.ts'
import { isFinal } from '../../../store/events/rows.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute, type Call } from '../../http/guard.ts'
import { deskOf, idIn } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'
import { mustReplay } from '../runs/start.ts'
import { readEventDetail } from './event-detail.ts'
import { type EventPlace, lookSoon, queuedEvent } from './queued.ts'
import { redeliverEvent } from './redeliver.ts'

/** How old the copy of an event store may be when somebody opens its list, in ms. */
const MAX_AGE = 15_000

/** The events of a subscription: list from the index, one read live, redelivery, direct replay. */
export const eventRoutes = (parts: RouteParts): ApiRoute[] => {
  const { desks, sync, store, log } = parts
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events',
      needs: 'event.read',
      query: EventQuery,
      reply: EventPage,
      async run(call) {
        const desk = deskOf(desks, call)
        const { id } = await subscriptionAt(desk, idIn(call, 'id'))
        const freshness = await sync.look(desk.id, id, { maxAge: MAX_AGE })
        return { ...(await store.events.page(desk.id, id, call.query)), freshness }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId',
      needs: 'event.read',
      reply: EventDetail,
      async run(call) {
        const [desk, eventId] = [deskOf(desks, call), idIn(call, 'eventId')]
        const subscription = await subscriptionAt(desk, idIn(call, 'id'))
        const { signal } = call.request
        const { detail, event } = await readEventDetail(desk, subscription, eventId, { signal })
        const noted = (err: unknown) => log.warn({ environment: desk.id, err }, 'index not told of an event')
        await sync.touch(desk.id, subscription.id, event).catch(noted)
        const place = { id: subscription.id, eventId }
        const queued = await queuedEvent(parts, desk, place)
        if (queued?.reply.state === 'scheduled' && isFinal(detail.event.state)) await lookSoon(parts, desk, place)
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
      run: async (call) => redeliverEvent(parts, deskOf(desks, call), placeOf(call), 'redelivery', call),
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId/replay',
      needs: 'event.replay',
      body: RedeliverRequest,
      reply: QueuedReply,
      status: 202,
      async run(call) {
        const desk = deskOf(desks, call)
        mustReplay(desk)
        return redeliverEvent(parts, desk, placeOf(call), 'replay', call)
      },
    }),
  ]
}

const placeOf = (call: Call): EventPlace => ({ id: idIn(call, 'id'), eventId: idIn(call, 'eventId') })
