import { z } from 'zod'
import { SubscriptionFile } from '../../../contract/draft.ts'
import { Subscription } from '../../../contract/subscription.ts'
import { Uuid } from '../../../contract/upstream/common.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import type { Snapshot } from '../../../sync/subscription-directory.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { incompleteList } from '../../words/exports.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** The subscriptions that are wanted; all when none is named. */
const FileQuery = z.strictObject({ id: z.array(Uuid).max(1000).default([]) })

/** The file as the contract has it, without judging what the API stores: nothing that is there may be missing in it. */
const FileReply = SubscriptionFile.extend({
  subscriptions: z.array(Subscription.pick({ title: true, endpoint: true, events: true, enabled: true, filter: true })),
})

/**
 * The wanted subscriptions as a file, by title. Refused when the API does not hand out all it has: a file that seems
 * whole and is not would be copied to another environment.
 */
export function downloadSubscriptions({ environments, now }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions-file',
    needs: 'subscription.read',
    query: FileQuery,
    lists: ['id'],
    reply: FileReply,
    async run(request) {
      const context = environmentOf(environments, request)
      const snapshot = await context.subscriptions.all({ maxAge: 0 })
      const ids = request.query.id
      const subscriptions = ids.length > 0 ? await chosen(context, snapshot, ids) : all(snapshot)
      request.setHeader('Content-Disposition', `attachment; filename="${fileName(context.id, now())}"`)
      return {
        format: 'webhooks-subscriptions/1',
        environment: context.id,
        subscriptions: subscriptions.toSorted((one, other) => ORDER.compare(one.title, other.title)),
      } as const
    },
  })
}

/** Returns the named subscriptions. One that is not in the list is read by itself, and the first unknown one is refused. */
const chosen = async (context: EnvironmentContext, { items }: Snapshot, ids: string[]): Promise<Subscription[]> => {
  const known = new Map(items.map((item) => [item.id, item]))
  const found: Subscription[] = []
  for (const id of new Set(ids)) found.push(known.get(id) ?? (await subscriptionNow(context, id)))
  return found
}

const all = ({ items, missing }: Snapshot): readonly Subscription[] => {
  if (missing > 0) throw refusalOf('upstream_broken', incompleteList(missing))
  return items
}

const ORDER = new Intl.Collator('en', { numeric: true })

/** Returns the name for the browser's file: `webhooks-production-2026-11-22.json`. */
const fileName = (environment: string, now: number): string =>
  `webhooks-${environment}-${new Date(now).toISOString().slice(0, 10)}.json`
