import { SubscriptionRow } from '../../../contract/subscription.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { rowOf } from './subscription-row.ts'

export function getSubscription(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id',
    needs: 'subscription.read',
    reply: SubscriptionRow,
    async run(request) {
      const { context, subscription } = await subscriptionOf(services.environments, request)
      request.setHeader('ETag', `"${subscription.version}"`)
      const row = await rowOf(services, context, subscription)
      if (subscription.enabled) return row
      const { id } = subscription
      return { ...row, turnedOff: (await services.store.journal.turnedOff(context.id, [id])).get(id) ?? null }
    },
  })
}
