import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { SubscriptionQuery } from '../../../contract/subscription.ts'
import { readAddress } from '../../address/use-address.ts'
import { QueryBoundary } from '../../api/QueryBoundary.tsx'
import { ask } from '../../api/query-client.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { PageHeader } from '../../kit/feedback/PageHeader.tsx'
import { rememberList } from '../list-memory.ts'
import { CopyInButton } from './CopyInButton.tsx'
import { CopyOutButton } from './CopyOutButton.tsx'
import { HealthChips } from './HealthChips.tsx'
import { NewSubscriptionButton } from './NewSubscriptionButton.tsx'
import { SubscriptionFilters } from './SubscriptionFilters.tsx'
import { SubscriptionList } from './SubscriptionList.tsx'
import { SubscriptionsSkeleton } from './SubscriptionsSkeleton.tsx'

/** Which subscriptions exist, whether they are on and whether they deliver. */
function SubscriptionsPage() {
  const { pathname, search } = useLocation()
  const environment = useEnvironment()
  useEffect(() => rememberList(environment.id, search), [environment.id, search])
  return (
    <>
      <PageHeader
        title="Subscriptions"
        within={environment.name}
        actions={
          <>
            <CopyInButton />
            <CopyOutButton />
            <NewSubscriptionButton />
          </>
        }
      />
      <SubscriptionFilters key={environment.id} />
      <HealthChips />
      <QueryBoundary resetKey={pathname + search} fallback={<SubscriptionsSkeleton />}>
        <SubscriptionList key={pathname} />
      </QueryBoundary>
    </>
  )
}

export function subscriptionsPage(client: QueryClient) {
  return {
    Component: SubscriptionsPage,
    loader: ({ request, params: { environment = '' } }: LoaderFunctionArgs) =>
      ask(
        client.query(
          subscriptionQueries.page(environment, readAddress(SubscriptionQuery, new URL(request.url).searchParams)),
        ),
      ),
  }
}
