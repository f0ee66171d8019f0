import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useParams } from 'react-router'
import { eventQueries } from '../api/events.ts'
import { ask } from '../api/query-client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { StateBadge } from '../components/StateBadge.tsx'

/** The events of one subscription, inside its page; the event that is open lies over them. */
function EventsPage() {
  const { subscriptionId = '' } = useParams()
  const { data } = useSuspenseQuery(eventQueries.page(useEnvironment().id, subscriptionId, {}))
  return (
    <>
      <ul aria-label="Events">
        {data.items.map(({ id, state }) => (
          <li key={id}>
            <StateBadge state={state} />
          </li>
        ))}
      </ul>
      <Outlet />
    </>
  )
}

export const eventsPage = (client: QueryClient) => ({
  Component: EventsPage,
  loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
    ask(client.query(eventQueries.page(environment, subscriptionId, {}))),
})
