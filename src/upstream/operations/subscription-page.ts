import { z } from 'zod'
import { Uuid } from '../../contract/upstream/common.ts'
import type { UpstreamList } from '../../contract/upstream/list.ts'
import { type ReadSubscription, SubscriptionAnswer } from '../../contract/upstream/subscription.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { type ReplyReader, refuseForeign, type UnreadSubscription } from '../answers/reply.ts'
import { differsIn, UnexpectedReply, wordsOf } from '../answers/unexpected-reply.ts'
import type { UpstreamAnswer } from '../transport/call.ts'

export interface SubscriptionPageOptions {
  /** The page is refused when a subscription is another customer's. */
  customerId: string
  /** Gets each subscription that cannot be read, once. */
  reportUnread: (unread: UnreadSubscription) => void
  read: ReplyReader
}

/** A page of the list with the items that cannot be read. */
export interface ReadSubscriptionPage extends UpstreamList<ReadSubscription> {
  /** `key` tells them apart; `differs` names the member of the list, like `/_embedded/0/filter of the subscription list: a number`. */
  unread: { key: string; differs: string }[]
}

const Known = z.object({ subscriptionId: Uuid })
/** Subscriptions that are reported at most. */
const MOST_REPORTED = 1000

/**
 * Reads a page of the list (API 3.1). A subscription that cannot be read is left out, and `total` still counts it;
 * a page without a readable one is refused.
 */
export function createSubscriptionPages({ customerId, reportUnread, read }: SubscriptionPageOptions) {
  const reported = new Set<string>()
  const reportOnce = (unread: UnreadSubscription) => {
    const key = unread.subscriptionId ?? unread.why
    if (reported.has(key) || reported.size >= MOST_REPORTED) return
    reported.add(key)
    reportUnread(unread)
  }

  return (answer: UpstreamAnswer): ReadSubscriptionPage => {
    const { items, unread, total, next } = read.list('listSubscriptions', SubscriptionAnswer, answer)
    const [first] = unread
    if (items.length === 0 && first) {
      const missing = { ...first.missing, path: first.at + first.missing.path }
      throw refusalOfUnreadable(answer.status, new UnexpectedReply('listSubscriptions', missing), 'listSubscriptions')
    }
    for (const item of items) refuseForeign('listSubscriptions', 'customerId', item.customerId, customerId)
    for (const { item, missing } of unread) reportOnce({ subscriptionId: idOf(item), why: wordsOf(missing) })
    return {
      ...{ items, total, next },
      unread: unread.map(({ at, item, missing }) => ({
        key: idOf(item) ?? JSON.stringify(item),
        differs: differsIn('listSubscriptions', { ...missing, path: at + missing.path }),
      })),
    }
  }
}

const idOf = (item: unknown): string | null => Known.safeParse(item).data?.subscriptionId ?? null
