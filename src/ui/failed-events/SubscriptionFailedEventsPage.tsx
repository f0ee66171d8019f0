import type { QueryClient } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { FailedEvents } from './FailedEvents.tsx'
import { failedLoader } from './failed-loader.ts'

/** Shows the failed events of one subscription, inside its page. */
function SubscriptionFailedEventsPage() {
  const { subscriptionId = '' } = useParams()
  return <FailedEvents key={subscriptionId} subscriptionId={subscriptionId} />
}

export function subscriptionFailedEventsPage(client: QueryClient) {
  return {
    Component: SubscriptionFailedEventsPage,
    loader: failedLoader(client),
  }
}
