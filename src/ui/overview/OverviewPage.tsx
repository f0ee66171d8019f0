import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { overviewQueries } from '../api/overview.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { LazyCharts } from './LazyCharts.tsx'
import { OverviewSkeleton } from './OverviewSkeleton.tsx'
import { WhatNeedsYou } from './WhatNeedsYou.tsx'

/** Says what needs somebody now, and what was looked at to say so. */
function OverviewPage() {
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader title="Overview" within={useEnvironment().name} />
      <QueryBoundary resetKey={pathname} fallback={<OverviewSkeleton />}>
        <WhatNeedsYou key={pathname} />
        <LazyCharts key={`charts ${pathname}`} />
      </QueryBoundary>
    </>
  )
}

export function overviewPage(client: QueryClient) {
  return {
    Component: OverviewPage,
    loader: ({ params: { environment = '' } }: LoaderFunctionArgs) =>
      ask(client.query(overviewQueries.current(environment))),
  }
}
