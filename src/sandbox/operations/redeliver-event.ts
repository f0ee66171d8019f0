import { Refused, refuse } from '../base/refusal.ts'
import { type Call, operation } from './operation.ts'
import { requireRation, spendRation } from './ration.ts'

/**
 * Starts the delivery of a failed event anew (API 7): one call a minute per subscription, only from `failure`, never on
 * a disabled subscription. 202 and the empty body are assumed (18 #23).
 */
export const redeliverEvent = operation({
  method: 'POST',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/events/:eventId/redeliver',
  status: 202,
  run(call) {
    const { state, now, param } = call
    const place = { subscriptionId: param('subscriptionId').toLowerCase(), eventId: param('eventId').toLowerCase() }
    const record = (status: number) => state.redeliveryCalls.record({ ...place, at: now(), status })
    try {
      startAnew(call)
      record(202)
    } catch (error) {
      record(error instanceof Refused ? error.status : 500)
      throw error
    }
  },
})

const startAnew = (call: Call<undefined, undefined>) => {
  const { subscription, event, options, dispatcher, schedule, now } = call
  requireRation(call, subscription.subscriptionId)
  if (options.rationCounts === 'requests') spendRation(call, subscription.subscriptionId)
  if (!subscription.enabled) refuse(409, 'Subscription is disabled')
  if (event.state !== 'failure') refuse(409, 'Event is not in the failure state')
  spendRation(call, subscription.subscriptionId)
  const before = { ...event, history: [...event.history] }
  dispatcher.redeliver(event)
  const lag = schedule.scaled(options.redeliveryLag)
  if (lag > 0) event.shown = { until: now() + lag, as: before }
}
