import { z } from 'zod'
import { SubscriptionFile } from '../../../contract/draft.ts'
import { Subscription } from '../../../contract/subscription.ts'
import { Uuid } from '../../../contract/upstream/common.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import type { Snapshot } from '../../../sync/subscription-directory.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'

/** Query of `GET …/subscriptions-file`: the subscriptions that are wanted, all when none is named. */
export const FileQuery = z.strictObject({ id: z.array(Uuid).max(1000).default([]) })

/** As the contract has it, without judging what the API stores: nothing that is there may be missing in the file. */
export const FileReply = SubscriptionFile.extend({
  subscriptions: z.array(Subscription.pick({ title: true, endpoint: true, events: true, enabled: true, filter: true })),
})

/**
 * The wanted subscriptions as a file, by title. Refused when the API does not hand out all it has: a file that seems
 * whole and is not would be carried on.
 */
export async function subscriptionsFile(
  context: EnvironmentContext,
  ids: string[],
): Promise<z.input<typeof FileReply>> {
  const snapshot = await context.subscriptions.all({ maxAge: 0 })
  const subscriptions = ids.length > 0 ? await chosen(context, snapshot, ids) : whole(snapshot)
  return {
    format: 'webhooks-subscriptions/1',
    environment: context.id,
    subscriptions: subscriptions.toSorted((one, other) => ORDER.compare(one.title, other.title)),
  }
}

/** One after the other: what is not in the list is asked for by itself, and the first that is unknown ends it. */
const chosen = async (context: EnvironmentContext, { items }: Snapshot, ids: string[]): Promise<Subscription[]> => {
  const known = new Map(items.map((item) => [item.id, item]))
  const found: Subscription[] = []
  for (const id of new Set(ids)) found.push(known.get(id) ?? (await subscriptionNow(context, id)))
  return found
}

const whole = ({ items, missing }: Snapshot): readonly Subscription[] => {
  if (missing === 0) return items
  throw refusalOf('upstream_broken', {
    title: `The API lists fewer subscriptions than it counts (${missing} missing): the file would not be whole`,
    remedy: 'Try again in a moment, or choose the subscriptions you want.',
  })
}

const ORDER = new Intl.Collator('en', { numeric: true })

/** What a browser is to call the file: `webhooks-production-2026-11-22.json`. */
export function fileName(environment: string, now: number): string {
  return `webhooks-${environment}-${new Date(now).toISOString().slice(0, 10)}.json`
}
