import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { RunQuery } from '../../contract/run.ts'
import { readAddress } from '../address/use-address.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { runQueries } from '../api/runs.ts'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { RunFilters } from './RunFilters.tsx'
import { RunList } from './RunList.tsx'

const COLUMNS = ['State', 'Run', 'Progress', 'Started', 'Ends']

/** Shows every run and its state. */
function RunsPage() {
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader
        title="Runs"
        within={useEnvironment().name}
        about="Plans being carried out, and those that were. They go on by themselves, with no page open."
      />
      <RunFilters />
      <QueryBoundary resetKey={pathname} fallback={<TableSkeleton columns={COLUMNS} rows={8} />}>
        <RunList />
      </QueryBoundary>
    </>
  )
}

export function runsPage(client: QueryClient) {
  return {
    Component: RunsPage,
    loader: ({ request, params: { environment = '' } }: LoaderFunctionArgs) =>
      ask(client.query(runQueries.page(environment, readAddress(RunQuery, new URL(request.url).searchParams)))),
  }
}
