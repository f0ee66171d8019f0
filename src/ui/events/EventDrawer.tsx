import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { eventQueries } from '../api/events.ts'
import { ask } from '../api/query-client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { StateBadge } from '../components/StateBadge.tsx'

function EventDrawer() {
  const { subscriptionId = '', eventId = '' } = useParams()
  const { data } = useSuspenseQuery(eventQueries.detail(useEnvironment().id, subscriptionId, eventId))
  return <StateBadge state={data.event.state} />
}

export const eventDrawer = (client: QueryClient) => ({
  Component: EventDrawer,
  loader: ({ params: { environment = '', subscriptionId = '', eventId = '' } }: LoaderFunctionArgs) =>
    ask(client.query(eventQueries.detail(environment, subscriptionId, eventId))),
})
