import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { exportQueries } from '../api/exports.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { ExportsOfSubscription } from './ExportsOfSubscription.tsx'
import { ExportsSkeleton } from './ExportsSkeleton.tsx'

/** The exports of one subscription, inside its page. */
function SubscriptionExportsPage() {
  const { subscriptionId = '' } = useParams()
  return (
    <QueryBoundary resetKey={subscriptionId} fallback={<ExportsSkeleton />}>
      <ExportsOfSubscription key={subscriptionId} subscriptionId={subscriptionId} />
    </QueryBoundary>
  )
}

export function subscriptionExportsPage(client: QueryClient) {
  return {
    Component: SubscriptionExportsPage,
    loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
      ask(client.query(exportQueries.list(environment, subscriptionId))),
  }
}
