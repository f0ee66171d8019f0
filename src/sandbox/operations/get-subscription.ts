import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { operation } from './operation.ts'
import { showSubscription } from './present.ts'

/** API 3.3. */
export const getSubscription = operation({
  method: 'GET',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId',
  status: 200,
  reply: UpstreamSubscription,
  run: ({ subscription }) => showSubscription(subscription),
})
