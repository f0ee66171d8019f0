import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../../contract/refusal.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { FilterSchema, type ReadSubscription } from '../../contract/upstream/subscription.ts'
import { refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import type { ReadSubscriptionPage } from './subscription-page.ts'

/** All subscriptions that the API handed out. `total` is its own count; a greater one means that some are missing. */
export interface SubscriptionList {
  items: Subscription[]
  /** Undefined when the API did not say. */
  total: number | undefined
  /** For each that is listed and cannot be read, the member that differs. */
  unread: string[]
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

/**
 * Reads every page (API 3.1): without a number first; as long as fewer than `total` are held, the page that the `next`
 * link names, else the next number. Ends with a page that adds nothing new, for pages past the end repeat the last one.
 */
export async function readAllSubscriptions(
  readPage: (page: number | undefined) => Promise<ReadSubscriptionPage>,
  baseUrl: string,
): Promise<SubscriptionList> {
  const held = new Map<string, Subscription>()
  const unread = new Map<string, string>()
  const asked = new Set<number>()
  const ask = async (number?: number): Promise<ReadSubscriptionPage> => {
    const page = await readPage(number)
    for (const { key, differs } of page.unread) unread.set(key, differs)
    return page
  }
  const pageAt = (at: number) =>
    ask(at).catch((error: unknown) => {
      if (isPastTheEnd(error)) return undefined
      throw error
    })
  let number = 1
  let page = await ask()
  let total = page.total
  while (adds(page, held) && (page.next !== undefined || !isWhole(page, held.size, number))) {
    if (held.size > MOST) throw refusalOfUnreadable(200, `more than ${MOST}`, 'listSubscriptions')
    const linked = pageNumberOf(page.next, baseUrl)
    number = linked === undefined || asked.has(linked) ? number + 1 : linked
    asked.add(number)
    const next = await pageAt(number)
    if (!next) break
    page = next
    total = page.total ?? total
  }
  // Where pages are counted from 0, the second one has the number 1: it is still to be read unless all are held.
  if (asked.size > 1 && !asked.has(1) && held.size !== total) adds((await pageAt(1)) ?? page, held)
  const counted = total === undefined ? undefined : Math.max(total, held.size)
  return { items: [...held.values()], total: counted, unread: [...unread.values()] }
}

/**
 * Returns true when the API's count says that all are held. It may count the page alone: so a first page that is all by
 * its own count is not believed before the second one adds nothing, and more than it counts means that it does (API 3.1).
 */
const isWhole = ({ total, items }: ReadSubscriptionPage, held: number, number: number): boolean =>
  held === total && (items.length === 0 || number > 1)

/** Returns true for the refusal of a page: an API may refuse one past the end instead of repeating the last (API 3.1). */
export function isPastTheEnd(error: unknown): error is Refusal {
  return error instanceof Refusal && [400, 404, 410, 416, 422].includes(error.problem.upstreamStatus ?? 0)
}

/** Takes over a page and returns true when it brought something new. Of two with one id the last stays. */
const adds = ({ items }: ReadSubscriptionPage, held: Map<string, Subscription>): boolean => {
  const before = held.size
  for (const item of items.map(normalised)) held.set(item.id, item)
  return held.size > before
}

/** Returns the page number in a link's query; nothing else of a link is used (API 1.3). */
const pageNumberOf = (href: string | undefined, baseUrl: string): number | undefined => {
  const page = href === undefined ? null : URL.parse(href.replace(/\/{2,}/g, '/'), baseUrl)?.searchParams.get('page')
  return /^\d{1,6}$/.test(page ?? '') ? Number(page) : undefined
}

/**
 * Returns a subscription of the API in the console's form (API 3, 18 #10). Its id is in lower case: one is not two for
 * the letters of its id.
 */
export function normalised(upstream: ReadSubscription): Subscription {
  const { endpoint, events, enabled, filter } = upstream
  const id = upstream.subscriptionId.toLowerCase()
  const shown = { title: upstream.title || id, endpoint, events, enabled, filter: filter ?? null }
  return {
    id,
    ...shown,
    createdAt: upstream.createdAt ?? null,
    updatedAt: upstream.updatedAt ?? null,
    version: versionOf(shown),
  }
}

/**
 * Returns the version of what a person sees of a subscription: a hash, because `updatedAt` may be missing or stand still.
 * Neither the order of members nor the order and doubles of event types make another version.
 */
export function versionOf(shown: Pick<Subscription, 'title' | 'endpoint' | 'events' | 'enabled' | 'filter'>): string {
  const { title, endpoint, enabled, filter } = shown
  const events = [...new Set(shown.events)].sort()
  const text = JSON.stringify(inOrder({ title, endpoint, events, enabled, filter }))
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(sorted.map(([name, member]) => [name, inOrder(member)]))
}
