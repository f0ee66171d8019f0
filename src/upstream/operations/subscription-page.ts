import { z } from 'zod'
import { Uuid } from '../../contract/upstream/common.ts'
import { type UpstreamList, upstreamList } from '../../contract/upstream/list.ts'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { readReply, refuseForeign, type UnreadSubscription, whereItDiffers } from '../answers/reply.ts'
import type { UpstreamAnswer } from '../transport/call.ts'

export interface SubscriptionPageOptions {
  /** The page is refused when a subscription is another customer's. */
  customerId: string
  /** Gets each subscription that cannot be read, once. */
  reportUnread: (unread: UnreadSubscription) => void
}

const Reply = upstreamList(z.unknown())
const Known = z.object({ subscriptionId: Uuid })
/** Subscriptions that are reported at most. */
const MOST_REPORTED = 1000

/**
 * Reads a page of the list (API 3.1). A subscription that cannot be read is left out, and `total` still counts it;
 * a page without a readable one is refused.
 */
export function createSubscriptionPages({ customerId, reportUnread }: SubscriptionPageOptions) {
  const reported = new Set<string>()
  const reportOnce = (unread: UnreadSubscription) => {
    const key = unread.subscriptionId ?? unread.why
    if (reported.has(key) || reported.size >= MOST_REPORTED) return
    reported.add(key)
    reportUnread(unread)
  }

  return (answer: UpstreamAnswer): UpstreamList<UpstreamSubscription> => {
    const page = readReply('listSubscriptions', Reply, answer)
    const read = page.items.map((item) => UpstreamSubscription.safeParse(item))
    const items = read.flatMap(({ data }) => data ?? [])
    const unread = read.flatMap(({ error }, place): UnreadSubscription[] =>
      error ? [{ subscriptionId: idOf(page.items[place]), why: whereItDiffers(error) }] : [],
    )
    const [first] = unread
    if (items.length === 0 && first)
      throw refusalOfUnreadable(answer.status, `listSubscriptions: ${first.why}`, 'listSubscriptions')
    for (const item of items) refuseForeign('listSubscriptions', 'customerId', item.customerId, customerId)
    for (const one of unread) reportOnce(one)
    return { ...page, items }
  }
}

const idOf = (item: unknown): string | null => Known.safeParse(item).data?.subscriptionId ?? null
