import { z } from 'zod'
import { Uuid } from '../../contract/upstream/common.ts'
import { type UpstreamList, upstreamList } from '../../contract/upstream/list.ts'
import { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { unreadable } from '../answers/refusal-of-fault.ts'
import { readReply, refuseForeign, type UnreadSubscription, whereItDiffers } from '../answers/reply.ts'
import type { UpstreamAnswer } from '../transport/call.ts'

export interface SubscriptionPageOptions {
  /** Every subscription is this customer's, or the page is refused. */
  customerId: string
  /** Told of each that cannot be read, once. */
  tell: (unread: UnreadSubscription) => void
}

const Reply = upstreamList(z.unknown())
const Known = z.object({ subscriptionId: Uuid })
/** More than this are not told apart. */
const MOST_TOLD = 1000

/**
 * Reads a page of the list (API 3.1). One subscription that cannot be read does not cost the others: it is left out, and
 * `total` still counts it. A page of which nothing can be read is refused, as what is no list.
 */
export const createSubscriptionPages = ({ customerId, tell }: SubscriptionPageOptions) => {
  const told = new Set<string>()
  const tellOnce = (unread: UnreadSubscription) => {
    const key = unread.subscriptionId ?? unread.why
    if (told.has(key) || told.size >= MOST_TOLD) return
    told.add(key)
    tell(unread)
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
      throw unreadable(answer.status, `listSubscriptions: ${first.why}`, 'listSubscriptions')
    for (const item of items) refuseForeign('listSubscriptions', 'customerId', item.customerId, customerId)
    for (const one of unread) tellOnce(one)
    return { ...page, items }
  }
}

const idOf = (item: unknown): string | null => Known.safeParse(item).data?.subscriptionId ?? null
