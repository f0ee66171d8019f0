import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { readAddress } from '../address/use-address.ts'
import { exportQueries } from '../api/exports.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { ExportsQuery } from './exports-address.ts'
import { FailingSkeleton, FailingSubscriptions } from './FailingSubscriptions.tsx'
import { ReplayFileButton } from './replay-file/ReplayFileButton.tsx'

/** Shows what can be exported in an environment, and leads to the replay of a file. */
function ExportsPage() {
  const environment = useEnvironment()
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader
        title="Exports"
        within={environment.name}
        about="An export writes what failed of one subscription to a file, each event once: the way out for what redelivery, at its pace, cannot bring home before it expires."
        actions={<ReplayFileButton />}
      />
      <QueryBoundary resetKey={pathname} fallback={<FailingSkeleton />}>
        <FailingSubscriptions key={environment.id} />
      </QueryBoundary>
    </>
  )
}

export function exportsPage(client: QueryClient) {
  return {
    Component: ExportsPage,
    loader: ({ request, params: { environment = '' } }: LoaderFunctionArgs) => {
      const { q } = readAddress(ExportsQuery, new URL(request.url).searchParams)
      return ask(client.infiniteQuery(exportQueries.failing(environment, q)))
    },
  }
}
