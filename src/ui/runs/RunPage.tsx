import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { RunItemQuery } from '../../contract/run.ts'
import { readAddress } from '../address/use-address.ts'
import type { ShownProblem } from '../api/problem.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { runQueries } from '../api/runs.ts'
import { NoSuchRun } from './NoSuchRun.tsx'
import { RunSkeleton } from './RunSkeleton.tsx'
import { RunView } from './RunView.tsx'

/** One run: how far it has come, what it waits for, what became of each event. */
function RunPage() {
  const { runId = '' } = useParams()
  return (
    <QueryBoundary resetKey={runId} fallback={<RunSkeleton />} problem={missing}>
      <RunView key={runId} runId={runId} />
    </QueryBoundary>
  )
}

const missing = (problem: ShownProblem) =>
  problem.code === 'not_found' || problem.code === 'invalid_request' ? <NoSuchRun /> : undefined

export function runPage(client: QueryClient) {
  return {
    Component: RunPage,
    loader: ({ request, params: { environment = '', runId = '' } }: LoaderFunctionArgs) => {
      const query = readAddress(RunItemQuery, new URL(request.url).searchParams)
      ask(client.query(runQueries.items(environment, runId, query)))
      return ask(client.query(runQueries.detail(environment, runId)))
    },
  }
}
