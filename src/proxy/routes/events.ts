import { EventDetail, EventPage, EventQuery, RedeliverReply, RedeliverRequest } from '../../contract/event.ts'
import { readEventDetail } from '../event-detail.ts'
import { type ApiRoute, apiRoute } from '../guard.ts'
import { createLocks } from '../locks.ts'
import { deskOf, idIn, subscriptionAt } from '../proxy-desks.ts'
import type { RouteParts } from './parts.ts'
import { redeliverEvent } from './redeliver-event.ts'

/** How old the copy of an event store may be when somebody opens its list, in ms. */
const MAX_AGE = 15_000

/** The events of a subscription: list from the index, one read live, redelivery. */
export const eventRoutes = (parts: RouteParts): ApiRoute[] => {
  const { desks, sync, store, log } = parts
  const locks = createLocks()
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
        return detail
      },
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/events/:eventId/redeliver',
      needs: 'event.redeliver',
      body: RedeliverRequest,
      reply: RedeliverReply,
      status: 202,
      run(call) {
        const [desk, id, eventId] = [deskOf(desks, call), idIn(call, 'id'), idIn(call, 'eventId')]
        return locks.run(`${desk.id} ${id}`, () => redeliverEvent(parts, desk, { id, eventId }, call))
      },
    }),
  ]
}
