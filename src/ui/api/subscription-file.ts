import { mutationOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { SubscriptionFile } from '../../contract/draft.ts'
import { Subscription, SubscriptionPage } from '../../contract/subscription.ts'
import { apiPath, call, searchOf } from './client.ts'

/** A subscription as a file holds it; whatever the API stores is accepted. */
const Copied = SubscriptionFile.extend({
  subscriptions: z.array(Subscription.omit({ id: true, createdAt: true, updatedAt: true, version: true })),
})
export type Copied = z.infer<typeof Copied>

/** Ids that fit into an address. */
const IDS = 100

const ORDER = new Intl.Collator('en', { numeric: true })

async function copyOf(environment: string, ids: readonly string[]): Promise<Copied> {
  const path = apiPath('environments', environment, 'subscriptions-file')
  const first = await call(`${path}?${new URLSearchParams(ids.slice(0, IDS).map((id) => ['id', id]))}`, Copied)
  if (ids.length <= IDS) return first
  const rest = await copyOf(environment, ids.slice(IDS))
  const subscriptions = [...first.subscriptions, ...rest.subscriptions]
  return { ...first, subscriptions: subscriptions.toSorted((one, other) => ORDER.compare(one.title, other.title)) }
}

/** Reads subscriptions as a file without ids and times: the named ones, or all when none is named. */
export function copyOut(environment: string) {
  return mutationOptions({ mutationFn: (ids: readonly string[]) => copyOf(environment, ids) })
}

interface Everything {
  subscriptions: Subscription[]
  /** Subscriptions that the API counts but did not return. */
  missing: number
}

/** Reads all subscriptions of an environment, page by page; one that moved to the next page meanwhile is taken once. */
export async function readAllSubscriptions(environment: string, signal?: AbortSignal): Promise<Everything> {
  const found = new Map<string, Subscription>()
  const path = apiPath('environments', environment, 'subscriptions')
  for (let page = 1; ; page++) {
    const reply = await call(path + searchOf({ size: 100, page }), SubscriptionPage, signal ? { signal } : {})
    for (const { stats: _, ...subscription } of reply.items) found.set(subscription.id, subscription)
    if (page >= reply.pages) return { subscriptions: [...found.values()], missing: reply.missing ?? 0 }
  }
}
