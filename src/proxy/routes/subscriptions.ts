import { SubscriptionPage, SubscriptionQuery, SubscriptionRow, SwitchRequest } from '../../contract/subscription.ts'
import { type ApiRoute, apiRoute } from '../guard.ts'
import { createLocks } from '../locks.ts'
import { deskOf, idIn, subscriptionAt } from '../proxy-desks.ts'
import { type EventCounts, selectPage } from '../subscription-directory-page.ts'
import type { RouteParts } from './parts.ts'
import { rowOf, rowsOf } from './subscription-row.ts'
import { switchSubscription } from './switch-subscription.ts'

const COUNTED: readonly SubscriptionQuery['sort'][] = ['failed', 'lastDelivered']
const NOT_COUNTED: ReadonlyMap<string, EventCounts> = new Map()

/** The subscriptions of an environment: list, one, switch. */
export const subscriptionRoutes = (parts: RouteParts): ApiRoute[] => {
  const { desks, store } = parts
  const locks = createLocks()
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions',
      needs: 'subscription.read',
      query: SubscriptionQuery,
      reply: SubscriptionPage,
      async run(call) {
        const desk = deskOf(desks, call)
        const snapshot = await desk.subscriptions.all()
        // Sorting by figures takes those of all; otherwise those of the page will do.
        const counts = COUNTED.includes(call.query.sort) ? await store.events.stats(desk.id) : NOT_COUNTED
        const page = selectPage(snapshot, call.query, counts)
        return { ...page, items: await rowsOf(parts, desk, page.items) }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id',
      needs: 'subscription.read',
      reply: SubscriptionRow,
      async run(call) {
        const desk = deskOf(desks, call)
        const subscription = await subscriptionAt(desk, idIn(call, 'id'))
        call.setHeader('ETag', `"${subscription.updatedAt}"`)
        return rowOf(parts, desk, subscription)
      },
    }),

    apiRoute({
      method: 'PATCH',
      path: '/api/environments/:environment/subscriptions/:id',
      needs: 'subscription.switch',
      body: SwitchRequest,
      reply: SubscriptionRow,
      async run(call) {
        const [desk, id] = [deskOf(desks, call), idIn(call, 'id')]
        const changed = await locks.run(`${desk.id} ${id}`, () => switchSubscription(parts, desk, id, call))
        call.setHeader('ETag', `"${changed.updatedAt}"`)
        return rowOf(parts, desk, changed)
      },
    }),
  ]
}
