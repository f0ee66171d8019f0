import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  CreateReply,
  type CreateRequest,
  type DeleteRequest,
  EditReply,
  type EditRequest,
  FilterMaterial,
} from '../../contract/draft.ts'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import { type Subscription, SubscriptionPage, SubscriptionRow } from '../../contract/subscription.ts'
import { apiPath, call, searchOf } from './client.ts'
import { journalQueries } from './journal.ts'
import { subscriptionQueries } from './subscriptions.ts'

const path = (environment: string, ...rest: string[]) => apiPath('environments', environment, ...rest)

/** Pages of search results that are searched for a namesake. */
const PAGES = 5

/** Returns what a write outdates: every list and page of the environment, and the journal. */
const outdated = (environment: string) => ({
  invalidates: [subscriptionQueries.all(environment), journalQueries.all()],
})

/** Finds the subscription with this title: null when there is none, undefined when too many are alike to tell. */
async function findNamesake(environment: string, title: string, signal: AbortSignal) {
  for (let page = 1; page <= PAGES; page++) {
    const search = searchOf({ q: title, size: 100, page })
    const found = await call(path(environment, 'subscriptions') + search, SubscriptionPage, { signal })
    const namesake = found.items.find((row) => row.title === title)
    if (namesake) return { id: namesake.id, title: namesake.title }
    if (page >= found.pages) return null
  }
  return undefined
}

export const draftQueries = {
  /** The material of a filter: stored events, values seen in them, attributes of the entity types. */
  material: (environment: string, subscriptionId?: string) =>
    queryOptions({
      queryKey: ['environments', environment, 'filter-material', subscriptionId ?? null] as const,
      queryFn: ({ signal }) =>
        call(path(environment, 'filter-material') + searchOf({ subscription: subscriptionId }), FilterMaterial, {
          signal,
        }),
      // The events that judge a draft must not change while it is written.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: MINUTE,
    }),
  namesake: (environment: string, title: string) =>
    queryOptions({
      queryKey: [...subscriptionQueries.all(environment), 'namesake', title] as const,
      queryFn: async ({ signal }) => ({ namesake: await findNamesake(environment, title, signal) }),
      staleTime: 10 * SECOND,
    }),
}

/** Shows the stored subscription at once, without the other parts of the reply. */
const keep = (client: QueryClient, environment: string, reply: SubscriptionRow) =>
  client.setQueryData(subscriptionQueries.detail(environment, reply.id).queryKey, SubscriptionRow.parse(reply))

export function createSubscription(environment: string) {
  return mutationOptions({
    mutationFn: (body: CreateRequest) =>
      call(path(environment, 'subscriptions'), CreateReply, { method: 'POST', body }),
    onSuccess: (reply, _body, _result, { client }) => void keep(client, environment, reply),
    meta: outdated(environment),
  })
}

interface Edit {
  /**
   * The version that the change is based on. The server refuses with `changed_meanwhile` when another one is stored.
   */
  base: Subscription
  change: EditRequest
}

export function editSubscription(environment: string) {
  return mutationOptions({
    mutationFn: ({ base, change }: Edit) =>
      call(path(environment, 'subscriptions', base.id), EditReply, {
        method: 'PATCH',
        headers: { 'If-Match': `"${base.version}"` },
        body: change,
      }),
    onSuccess: (reply, _edit, _result, { client }) => void keep(client, environment, reply),
    meta: outdated(environment),
  })
}

interface Deletion {
  base: Subscription
  request: DeleteRequest
}

export function deleteSubscription(environment: string) {
  return mutationOptions({
    mutationFn: ({ base, request }: Deletion) =>
      call(path(environment, 'subscriptions', base.id), z.undefined(), {
        method: 'DELETE',
        headers: { 'If-Match': `"${base.version}"` },
        body: request,
      }),
    // The subscription itself is not read again, because its page may be open for a moment yet.
    meta: {
      invalidates: [
        subscriptionQueries.pages(environment),
        [...subscriptionQueries.all(environment), 'namesake'],
        journalQueries.all(),
      ],
    },
  })
}
