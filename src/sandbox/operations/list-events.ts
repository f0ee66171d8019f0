import { z } from 'zod'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { envelope } from './envelope.ts'
import { pageOfEvents } from './event-page.ts'
import { subscriptionPath } from './links.ts'
import { operation } from './operation.ts'
import { showEvent } from './present.ts'

const Query = z.object({ after: z.string().optional(), before: z.string().optional() })

/** Lists a subscription's stored events between two cursors (API 5.1, 18 #15 and #16). */
export const listEvents = operation({
  method: 'GET',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/events',
  query: Query,
  status: 200,
  reply: upstreamList(UpstreamEvent),
  async run({ subscription, state, options, signer, query, request }) {
    const all = state.events.of(subscription.subscriptionId)
    const { items, next, prev } = pageOfEvents(all, query, options)
    await signer.prepare(items)
    const path = `${subscriptionPath(subscription)}/events`
    const { search } = new URL(request.url)
    return envelope(options, 'events', {
      total: all.length,
      items: items.map((event) => showEvent({ options, signer }, event)),
      links: {
        self: `${path}${search}`,
        ...(next && { next: `${path}?${next}` }),
        ...(prev && { prev: `${path}?${prev}` }),
      },
    })
  },
})
