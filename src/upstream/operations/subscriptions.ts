import { z } from 'zod'
import type { Subscription } from '../../contract/subscription.ts'
import type { UpstreamList } from '../../contract/upstream/list.ts'
import { FilterSchema, type UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'

/** All subscriptions that the API handed out. `total` is its own count; a greater one means that some are missing. */
export interface SubscriptionList {
  items: Subscription[]
  total: number
}

/**
 * The members of a subscription that the console sends. The API decides which titles, addresses and event types are
 * acceptable: its list of types may grow (API 3).
 */
export const SubscriptionBody = z.strictObject({
  title: z.string(),
  endpoint: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  filter: FilterSchema.nullable(),
})
export type SubscriptionBody = z.infer<typeof SubscriptionBody>

/** The reading ends at this number of subscriptions: an API with more never stops. */
const MOST = 100_000

type Page = UpstreamList<UpstreamSubscription>

/**
 * Reads every page (API 3.1): without a number first; as long as fewer than `total` are held, the page that the `next`
 * link names, else the next number. Ends with a page that adds nothing new, for pages past the end repeat the last one.
 */
export async function readAllSubscriptions(
  readPage: (page: number | undefined) => Promise<Page>,
  baseUrl: string,
): Promise<SubscriptionList> {
  const held = new Map<string, Subscription>()
  const asked = new Set<number>()
  let number = 1
  let page = await readPage(undefined)
  while (adds(page, held) && (held.size < page.total || page.next !== undefined)) {
    if (held.size > MOST) throw refusalOfUnreadable(200, `listSubscriptions: more than ${MOST}`, 'listSubscriptions')
    const linked = pageNumberOf(page.next, baseUrl)
    number = linked === undefined || asked.has(linked) ? number + 1 : linked
    asked.add(number)
    page = await readPage(number)
  }
  return { items: [...held.values()], total: Math.max(page.total, held.size) }
}

/** Takes over a page and returns true when it brought something new. Of two with one id the last stays. */
const adds = ({ items }: Page, held: Map<string, Subscription>): boolean => {
  const before = held.size
  for (const item of items) held.set(item.subscriptionId, normalised(item))
  return held.size > before
}

/** Returns the page number in a link's query; nothing else of a link is used (API 1.3). */
const pageNumberOf = (href: string | undefined, baseUrl: string): number | undefined => {
  const page = href === undefined ? null : URL.parse(href.replace(/\/{2,}/g, '/'), baseUrl)?.searchParams.get('page')
  return /^\d{1,6}$/.test(page ?? '') ? Number(page) : undefined
}

/** Returns a subscription of the API in the console's form (API 3, 18 #10). */
export function normalised(upstream: UpstreamSubscription): Subscription {
  return {
    id: upstream.subscriptionId,
    title: upstream.title,
    endpoint: upstream.endpoint,
    events: upstream.events,
    enabled: upstream.enabled,
    filter: upstream.filter ?? null,
    createdAt: upstream.createdAt,
    updatedAt: upstream.updatedAt,
  }
}
