import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { exportQueries } from '../api/exports.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import classes from './Exports.module.css'
import { ExportsOfSubscription } from './ExportsOfSubscription.tsx'

/** Shows the exports of one subscription, inside its page. */
function SubscriptionExportsPage() {
  const { subscriptionId = '' } = useParams()
  return (
    <QueryBoundary resetKey={subscriptionId} fallback={<ExportsSkeleton />}>
      <ExportsOfSubscription key={subscriptionId} subscriptionId={subscriptionId} />
    </QueryBoundary>
  )
}

export function subscriptionExportsPage(client: QueryClient) {
  return {
    Component: SubscriptionExportsPage,
    loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
      ask(client.query(exportQueries.list(environment, subscriptionId))),
  }
}

/** Shows the exports of a subscription while they load: the API may take seconds to count (API 1.5). */
function ExportsSkeleton() {
  return (
    <>
      <div className={classes.top} aria-hidden>
        <div className={classes.summary}>
          <Skeleton className={classes.leadSkeleton} />
          <Skeleton className={classes.textSkeleton} />
        </div>
        <Skeleton className={classes.buttonSkeleton} />
      </div>
      <TableSkeleton columns={['State', 'Started', 'Ended', 'File', '']} rows={3} />
    </>
  )
}
