import { refuse } from '../base/refusal.ts'
import { operation } from './operation.ts'
import { requireRation, spendRation } from './ration.ts'

/**
 * Starts the delivery of every failed event anew: only in the older documentation, so only when it is asked for (API
 * 7). It shares the ration of the single redelivery.
 */
export const redeliverAll = operation({
  method: 'POST',
  path: ({ redeliverAll }) =>
    redeliverAll === 'on' ? ['/:customerId/webhooks/subscriptions/:subscriptionId/events/redeliver'] : [],
  status: 202,
  run(call) {
    const { subscription, state, options, dispatcher } = call
    requireRation(call, subscription.subscriptionId)
    if (options.rationCounts === 'requests') spendRation(call, subscription.subscriptionId)
    if (!subscription.enabled) refuse(409, 'Subscription is disabled')
    spendRation(call, subscription.subscriptionId)
    for (const event of state.events.of(subscription.subscriptionId))
      if (event.state === 'failure') dispatcher.redeliver(event)
  },
})
