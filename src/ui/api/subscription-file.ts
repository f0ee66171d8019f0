import { mutationOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { SubscriptionFile } from '../../contract/draft.ts'
import { Subscription, SubscriptionPage } from '../../contract/subscription.ts'
import { apiPath, call, searchOf } from './client.ts'

/** As it is written to a file: nothing that the API stores is judged on the way out. */
const Copied = SubscriptionFile.extend({
  subscriptions: z.array(Subscription.omit({ id: true, createdAt: true, updatedAt: true })),
})
export type Copied = z.infer<typeof Copied>

/** How many ids an address holds without being too long for a server. */
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

/** Subscriptions as a file without ids and times: those named, or all of the environment when none is. */
export function copyOut(environment: string) {
  return mutationOptions({ mutationFn: (ids: readonly string[]) => copyOf(environment, ids) })
}

interface Everything {
  subscriptions: Subscription[]
  /** How many more the API counts than it handed out. */
  missing: number
}

/** All subscriptions of an environment, page by page; an id that moved to the next page meanwhile is taken once. */
export async function readAllSubscriptions(environment: string, signal?: AbortSignal): Promise<Everything> {
  const found = new Map<string, Subscription>()
  const path = apiPath('environments', environment, 'subscriptions')
  for (let page = 1; ; page++) {
    const reply = await call(path + searchOf({ size: 100, page }), SubscriptionPage, signal ? { signal } : {})
    for (const { stats: _, ...subscription } of reply.items) found.set(subscription.id, subscription)
    if (page >= reply.pages) return { subscriptions: [...found.values()], missing: reply.missing ?? 0 }
  }
}
