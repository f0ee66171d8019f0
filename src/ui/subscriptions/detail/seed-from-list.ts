import type { QueryClient } from '@tanstack/react-query'
import type { SubscriptionPage } from '../../../contract/subscription.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'

/** A subscription that a list already showed is shown at once, as old as that list, while it is asked for again. */
export function seedFromList(client: QueryClient, environment: string, id: string): void {
  const { queryKey } = subscriptionQueries.detail(environment, id)
  if (client.getQueryData(queryKey)) return
  const pages = client.getQueryCache().findAll({ queryKey: subscriptionQueries.pages(environment) })
  for (const { state } of pages.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    const row = (state.data as SubscriptionPage | undefined)?.items.find((item) => item.id === id)
    if (row) return void client.setQueryData(queryKey, row, { updatedAt: state.dataUpdatedAt })
  }
}
