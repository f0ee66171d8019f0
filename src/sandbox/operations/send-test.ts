import { randomUUID } from 'node:crypto'
import { refuse } from '../base/refusal.ts'
import { operation } from './operation.ts'

/**
 * Sends the listener a signed `test` notification, once, past the filter and without storing it (API 8, 18 #13). 202
 * with an empty body (18 #23), 409 on a disabled subscription (18 #24); what came of it is seen at the listener.
 */
export const sendTest = operation({
  method: 'POST',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/test',
  status: 202,
  run({ subscription, dispatcher }) {
    if (!subscription.enabled) refuse(409, 'Subscription is disabled')
    void dispatcher.send(subscription, { test: { id: randomUUID() } })
  },
})
