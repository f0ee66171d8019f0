import { operation } from './operation.ts'

/** Ends a subscription and forgets its events, exports and all (API 3.5). 204 is assumed (18 #14). */
export const deleteSubscription = operation({
  method: 'DELETE',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId',
  status: 204,
  run({ subscription: { subscriptionId }, state }) {
    state.subscriptions.remove(subscriptionId)
    state.events.removeOf(subscriptionId)
    state.summaries.delete(subscriptionId)
    state.redeliveryWindows.delete(subscriptionId)
    for (const job of state.exports.values()) if (job.subscriptionId === subscriptionId) state.exports.delete(job.id)
  },
})
