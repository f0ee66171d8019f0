import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { operation } from './operation.ts'
import { showEvent } from './present.ts'

/** API 5.2. */
export const getEvent = operation({
  method: 'GET',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/events/:eventId',
  status: 200,
  reply: UpstreamEvent,
  run: ({ event, options, signer }) => showEvent({ options, signer }, event),
})
