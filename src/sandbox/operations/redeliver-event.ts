import { operation } from '../operation.ts'
import { requireRation, spendRation } from '../ration.ts'
import { refuse } from '../refusal.ts'

/**
 * Starts the delivery of a failed event anew (API 7): one call a minute per subscription, only from `failure`, never on a
 * disabled subscription. 202 and the empty body are assumed (18 #23).
 */
export const redeliverEvent = operation({
  method: 'POST',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/events/:eventId/redeliver',
  status: 202,
  run(call) {
    const { subscription, event, options, dispatcher } = call
    requireRation(call, subscription.subscriptionId)
    if (options.rationCounts === 'requests') spendRation(call, subscription.subscriptionId)
    if (!subscription.enabled) refuse(409, 'Subscription is disabled')
    if (event.state !== 'failure') refuse(409, 'Event is not in the failure state')
    spendRation(call, subscription.subscriptionId)
    dispatcher.redeliver(event)
  },
})
