import type { QueryClient } from '@tanstack/react-query'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { FailedEvents } from './FailedEvents.tsx'
import { failedLoader } from './failed-loader.ts'

/** Shows the failed events of the whole environment. */
function FailedEventsPage() {
  const environment = useEnvironment()
  return (
    <>
      <PageHeader title="Failed events" within={environment.name} />
      <FailedEvents key={environment.id} />
    </>
  )
}

export function failedEventsPage(client: QueryClient) {
  return {
    Component: FailedEventsPage,
    loader: failedLoader(client),
  }
}
