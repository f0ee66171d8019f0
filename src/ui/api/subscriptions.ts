import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { Subscription, SubscriptionPage, type SubscriptionQuery, SubscriptionRow } from '../../contract/subscription.ts'
import { apiPath, call, searchOf } from './client.ts'
import { overviewQueries } from './overview.ts'
import { ProblemError } from './problem.ts'

const path = (environment: string, ...rest: string[]) => apiPath('environments', environment, 'subscriptions', ...rest)

export const subscriptionQueries = {
  all: (environment: string) => ['environments', environment, 'subscriptions'] as const,
  pages: (environment: string) => [...subscriptionQueries.all(environment), 'page'] as const,
  /** A page of the matching subscriptions. */
  page: (environment: string, query: Partial<SubscriptionQuery>) =>
    queryOptions({
      queryKey: [...subscriptionQueries.pages(environment), searchOf(query)] as const,
      queryFn: ({ signal }) => call(path(environment) + searchOf(query), SubscriptionPage, { signal }),
    }),
  detail: (environment: string, id: string) =>
    queryOptions({
      queryKey: [...subscriptionQueries.all(environment), 'detail', id] as const,
      queryFn: ({ signal }) => call(path(environment, id), SubscriptionRow, { signal }),
    }),
}

/** Writes a subscription's fields into the cache, in its own page and in every page of the list. */
const show = (client: QueryClient, environment: string, subscription: Partial<Subscription> & { id: string }) => {
  const merge = (row: SubscriptionRow): SubscriptionRow =>
    row.id === subscription.id ? { ...row, ...subscription } : row
  client.setQueriesData<SubscriptionPage>({ queryKey: subscriptionQueries.pages(environment) }, (page) =>
    page ? { ...page, items: page.items.map(merge) } : page,
  )
  client.setQueryData(subscriptionQueries.detail(environment, subscription.id).queryKey, (row) =>
    row ? merge(row) : row,
  )
}

interface Switch {
  subscription: Subscription
  enabled: boolean
  reason?: string
}

/**
 * Switches a subscription on or off, shown at once. After a refusal the old state comes back, or the stored one when
 * somebody else changed it meanwhile (`changed_meanwhile`).
 */
export function switchSubscription(environment: string) {
  return mutationOptions({
    mutationKey: [...subscriptionQueries.all(environment), 'switch'],
    mutationFn: ({ subscription, enabled, reason }: Switch) =>
      call(path(environment, subscription.id), SubscriptionRow, {
        method: 'PATCH',
        headers: { 'If-Match': `"${subscription.version}"` },
        body: { enabled, ...(reason ? { reason } : {}) },
      }),
    onMutate: async ({ subscription, enabled }, { client }) => {
      await client.cancelQueries({ queryKey: subscriptionQueries.all(environment) })
      show(client, environment, { id: subscription.id, enabled })
    },
    onSuccess: (row, _switch, _result, { client }) => show(client, environment, row),
    onError: (error, { subscription }, _result, { client }) => {
      const now = error instanceof ProblemError ? Subscription.safeParse(error.problem.current).data : undefined
      show(client, environment, now ?? { id: subscription.id, enabled: subscription.enabled })
    },
    meta: { invalidates: [subscriptionQueries.all(environment), overviewQueries.all(environment)] },
  })
}
