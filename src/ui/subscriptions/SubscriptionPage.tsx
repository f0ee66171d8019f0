import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useParams } from 'react-router'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { subscriptionQueries } from '../api/subscriptions.ts'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../components/PageHeader.tsx'

function Head({ id }: { id: string }) {
  const environment = useEnvironment()
  const { data } = useSuspenseQuery(subscriptionQueries.detail(environment.id, id))
  return <PageHeader title={data.title} within={environment.name} about={data.endpoint} />
}

function SubscriptionPage() {
  const { subscriptionId = '' } = useParams()
  return (
    <QueryBoundary resetKey={subscriptionId} fallback={null}>
      <Head id={subscriptionId} />
      <Outlet />
    </QueryBoundary>
  )
}

export const subscriptionPage = (client: QueryClient) => ({
  Component: SubscriptionPage,
  loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
    ask(client.query(subscriptionQueries.detail(environment, subscriptionId))),
})
