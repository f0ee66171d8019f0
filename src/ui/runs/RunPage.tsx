import { VisuallyHidden } from '@mantine/core'
import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { RunItemQuery } from '../../contract/run.ts'
import { readAddress } from '../address/use-address.ts'
import type { ShownProblem } from '../api/problem.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { runQueries } from '../api/runs.ts'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { ITEM_COLUMNS } from './ItemTable.tsx'
import { NoSuchRun } from './NoSuchRun.tsx'
import classes from './Run.module.css'
import { RunView } from './RunView.tsx'

/** Shows a run: progress, what it waits for, and the result of each event. */
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

/** Shows the page of a run while it loads, in its final size. */
function RunSkeleton() {
  return (
    <div className={classes.skeleton}>
      <VisuallyHidden role="status">Loading the run</VisuallyHidden>
      <Skeleton className={classes.titleSkeleton} still />
      <Skeleton className={classes.sentenceSkeleton} still />
      <Skeleton className={classes.barSkeleton} still />
      <TableSkeleton columns={ITEM_COLUMNS} rows={12} />
    </div>
  )
}
