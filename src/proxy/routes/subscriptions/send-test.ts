import { TestReply, TestRequest } from '../../../contract/export.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Has Identity Cloud send the listener a test notification (API 8): asked for once, never again by itself. */
export function sendTestRoute({ environments, store, now, log }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/test',
    needs: 'subscription.test',
    body: TestRequest,
    reply: TestReply,
    status: 202,
    async run(call) {
      const context = environmentOf(environments, call)
      const { id, title, endpoint } = await subscriptionAt(context, idOf(call, 'id'))
      const intent = {
        environment: context.id,
        action: 'subscription.test',
        target: { type: 'subscription', id, title, subscriptionId: id },
        before: null,
        after: { endpoint },
        reason: call.body.reason || null,
      } as const
      return journaled({ journal: store.journal, log }, call, intent, async () => {
        const sentAt = new Date(now()).toISOString()
        const { status } = await context.upstream.sendTest(id)
        return { reply: { sentAt }, upstreamStatus: status }
      })
    },
  })
}
