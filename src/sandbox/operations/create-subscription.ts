import { randomUUID } from 'node:crypto'
import { SubscriptionCreate, UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { checkSubscription } from './check-subscription.ts'
import { endpointProblem } from './endpoint.ts'
import { operation } from './operation.ts'
import { showSubscription } from './present.ts'

/** Makes a subscription, enabled unless it says otherwise (API 3.2). */
export const createSubscription = operation({
  method: 'POST',
  path: '/:customerId/webhooks/subscriptions',
  body: SubscriptionCreate,
  status: 201,
  reply: UpstreamSubscription,
  async run(call) {
    const { customerId } = call.customer
    const { title, endpoint, events, enabled = true, filter } = call.body
    const problem = await endpointProblem(endpoint, call.options)
    checkSubscription(call, { ...call.body, endpointProblem: problem }, { customerId })
    const at = call.stamp()
    return showSubscription(
      call.state.subscriptions.add({
        subscriptionId: randomUUID(),
        customerId,
        createdAt: at,
        updatedAt: at,
        title,
        endpoint,
        events,
        enabled,
        filter: filter ?? undefined,
      }),
    )
  },
})
