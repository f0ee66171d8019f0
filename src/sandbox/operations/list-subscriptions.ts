import { z } from 'zod'
import { upstreamList } from '../../contract/upstream/list.ts'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { refuse } from '../base/refusal.ts'
import { envelope } from './envelope.ts'
import { listedLinks } from './links.ts'
import { operation } from './operation.ts'
import { showSubscription } from './present.ts'

const Query = z.object({ page: z.coerce.number('page must be a number').optional() })

/**
 * Lists a customer's subscriptions, oldest first. Pages count from 1; below that is page 1, past the end the last page
 * (API 3.1, 18 #1 and #2), unless the options say otherwise.
 */
export const listSubscriptions = operation({
  method: 'GET',
  path: '/:customerId/webhooks/subscriptions',
  query: Query,
  status: 200,
  reply: upstreamList(UpstreamSubscription),
  run({ customer: { customerId }, state, options, query }) {
    const all = state.subscriptions.of(customerId)
    const whole = query.page === undefined && options.pageOmitted === 'all'
    const size = whole ? Math.max(1, all.length) : options.pageSize
    const pages = Math.max(1, Math.ceil(all.length / size))
    const first = options.pageNumbers === 'from-0' ? 0 : 1
    const asked = Math.max(1, Math.trunc(query.page ?? first) + 1 - first)
    if (asked > pages && options.pastEnd === 'refuse') refuse(404, 'There is no such page')
    const page = options.pastEnd === 'empty' ? asked : Math.min(asked, pages)
    const links = listedLinks(customerId, options)
    const href = (number: number) => `${links.self}?page=${number - 1 + first}`

    return envelope(options, 'subscriptions', {
      total: all.length,
      items: all
        .slice((page - 1) * size, page * size)
        .map((record) => showSubscription(record, links.item(record.subscriptionId))),
      links: {
        self: pages === 1 ? links.self : href(page),
        ...(pages > 1 && { first: href(1), last: href(pages) }),
        ...(page > 1 && { prev: href(page - 1) }),
        ...(page < pages && { next: href(page + 1) }),
      },
    })
  },
})
