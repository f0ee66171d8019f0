import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useLocation, useParams } from 'react-router'
import { EventQuery } from '../../contract/event.ts'
import { readAddress } from '../address/use-address.ts'
import { eventQueries } from '../api/events.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { EventList } from './EventList.tsx'
import { EventSkeleton } from './EventTable.tsx'

/** The events of one subscription, inside its page; the event that is open lies over them. */
function EventsPage() {
  const { subscriptionId = '' } = useParams()
  const { search } = useLocation()
  return (
    <>
      <QueryBoundary resetKey={subscriptionId + search} fallback={<EventSkeleton />}>
        <EventList key={subscriptionId} subscriptionId={subscriptionId} />
      </QueryBoundary>
      <Outlet />
    </>
  )
}

export function eventsPage(client: QueryClient) {
  return {
    Component: EventsPage,
    loader: ({ request, params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) => {
      const query = readAddress(EventQuery, new URL(request.url).searchParams)
      return ask(client.query(eventQueries.page(environment, subscriptionId, query)))
    },
  }
}
