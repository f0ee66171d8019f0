import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useParams } from 'react-router'
import { QueryBoundary } from '../../api/QueryBoundary.tsx'
import { ask } from '../../api/query-client.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { NoSuchSubscription } from './NoSuchSubscription.tsx'
import { SubscriptionSkeleton } from './SubscriptionSkeleton.tsx'
import { SubscriptionTabs } from './SubscriptionTabs.tsx'
import { SubscriptionTop } from './SubscriptionTop.tsx'
import { seedFromList } from './seed-from-list.ts'

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
