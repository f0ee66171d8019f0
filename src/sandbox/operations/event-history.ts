import { UpstreamHistoryEntry } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { envelope } from './envelope.ts'
import { eventLinks } from './links.ts'
import { operation } from './operation.ts'
import { asRead, showHistory } from './present.ts'

/** One entry per state change, oldest first (API 5.3, 18 #17). */
export const eventHistory = operation({
  method: 'GET',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId/events/:eventId/history',
  status: 200,
  reply: upstreamList(UpstreamHistoryEntry),
  run({ event, options }) {
    const { history } = asRead(event, options)
    return envelope(options, 'history', {
      total: history.length,
      items: history.map((entry) => showHistory(entry, options)),
      links: { self: eventLinks(event).history.href },
    })
  },
})
