import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useParams } from 'react-router'
import type { SubscriptionPage as ListedPage } from '../../../contract/subscription.ts'
import { QueryBoundary } from '../../api/QueryBoundary.tsx'
import { ask } from '../../api/query-client.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { NoSuchSubscription } from './NoSuchSubscription.tsx'
import { SubscriptionSkeleton } from './SubscriptionSkeleton.tsx'
import { SubscriptionTabs } from './SubscriptionTabs.tsx'
import { SubscriptionTop } from './SubscriptionTop.tsx'

/** One subscription: how it is and does, and under that its events or its settings. */
function SubscriptionPage() {
  const { subscriptionId = '' } = useParams()
  return (
    <QueryBoundary
      resetKey={subscriptionId}
      fallback={<SubscriptionSkeleton />}
      problem={({ code }) => (code === 'not_found' ? <NoSuchSubscription id={subscriptionId} /> : undefined)}
    >
      <SubscriptionTop key={subscriptionId} id={subscriptionId} />
      <SubscriptionTabs id={subscriptionId} />
      <Outlet />
    </QueryBoundary>
  )
}

export function subscriptionPage(client: QueryClient) {
  return {
    Component: SubscriptionPage,
    loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) => {
      seedFromList(client, environment, subscriptionId)
      return ask(client.query(subscriptionQueries.detail(environment, subscriptionId)))
    },
  }
}

/** A subscription that a list already showed is shown at once, as old as that list, while it is asked for again. */
function seedFromList(client: QueryClient, environment: string, id: string): void {
  const { queryKey } = subscriptionQueries.detail(environment, id)
  if (client.getQueryData(queryKey)) return
  const pages = client.getQueryCache().findAll({ queryKey: subscriptionQueries.pages(environment) })
  for (const { state } of pages.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    const row = (state.data as ListedPage | undefined)?.items.find((item) => item.id === id)
    if (row) return void client.setQueryData(queryKey, row, { updatedAt: state.dataUpdatedAt })
  }
}
