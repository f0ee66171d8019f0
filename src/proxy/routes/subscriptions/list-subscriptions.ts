import { type EventCounts, SubscriptionPage, SubscriptionQuery } from '../../../contract/subscription.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { selectPage } from './list-page.ts'
import { rowsOf } from './subscription-row.ts'

const COUNTED: readonly SubscriptionQuery['sort'][] = ['failed', 'lastDelivered']
const NOT_COUNTED: ReadonlyMap<string, EventCounts> = new Map()

export function listSubscriptions(services: RouteServices): ApiRoute {
  const { environments, store } = services
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions',
    needs: 'subscription.read',
    query: SubscriptionQuery,
    reply: SubscriptionPage,
    async run(request) {
      const context = environmentOf(environments, request)
      const snapshot = await context.snapshot()
      const { sort, health } = request.query
      // Sorting and filtering by figures takes those of all subscriptions; otherwise those of the page will do.
      const counted = COUNTED.includes(sort) || (health !== undefined && health !== 'off')
      const counts = counted ? await store.events.stats(context.id) : NOT_COUNTED
      const silent = health === 'silent' ? await store.events.silences(context.id) : []
      const ids = new Set(silent.map(({ subscriptionId }) => subscriptionId))
      const page = selectPage(snapshot, request.query, counts, ids)
      return { ...page, items: await rowsOf(services, context, page.items) }
    },
  })
}
