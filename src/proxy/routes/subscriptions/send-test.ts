import { TestReply, TestRequest } from '../../../contract/export.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { notBeforeCertain } from '../not-before-certain.ts'
import { subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Has Identity Cloud send the listener a test notification (API 8): once, and never again by itself. */
export function sendTest(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/test',
    needs: 'subscription.test',
    body: TestRequest,
    reply: TestReply,
    status: 202,
    async run(request) {
      const { context, subscription } = await subscriptionOf(services.environments, request)
      const { id, title, endpoint } = subscription
      const intent = {
        environment: context.id,
        action: 'subscription.test',
        target: { type: 'subscription', id, title, subscriptionId: id },
        before: null,
        after: { endpoint },
        reason: request.body.reason || null,
      } as const
      const send = async () => {
        const sentAt = new Date(services.now()).toISOString()
        const { status } = await context.upstream.sendTest(id)
        return { reply: { sentAt }, upstreamStatus: status }
      }
      return notBeforeCertain(services, context, { action: intent.action, subscriptionId: id }, () =>
        journaled(services, request, intent, send),
      )
    },
  })
}
