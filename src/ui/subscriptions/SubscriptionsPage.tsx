import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { SubscriptionQuery } from '../../contract/subscription.ts'
import { readAddress, useAddress } from '../address.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { subscriptionQueries } from '../api/subscriptions.ts'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../components/PageHeader.tsx'
import { TableSkeleton } from '../components/TableSkeleton.tsx'

function List() {
  const { query } = useAddress(SubscriptionQuery)
  const { data } = useSuspenseQuery(subscriptionQueries.page(useEnvironment().id, query))
  return (
    <ul>
      {data.items.map((row) => (
        <li key={row.id}>{row.title}</li>
      ))}
    </ul>
  )
}

function SubscriptionsPage() {
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader title="Subscriptions" within={useEnvironment().name} />
      <QueryBoundary resetKey={pathname} fallback={<TableSkeleton columns={['Title', 'Endpoint']} />}>
        <List />
      </QueryBoundary>
    </>
  )
}

export const subscriptionsPage = (client: QueryClient) => ({
  Component: SubscriptionsPage,
  loader: ({ request, params: { environment = '' } }: LoaderFunctionArgs) =>
    ask(
      client.query(
        subscriptionQueries.page(environment, readAddress(SubscriptionQuery, new URL(request.url).searchParams)),
      ),
    ),
})
