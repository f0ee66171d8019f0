import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { SlowNotice } from '../../kit/table/TableSkeleton.tsx'
import classes from './Subscription.module.css'

/** The page of a subscription while nothing is known of it: blocks where its head and its figures will be. */
export function SubscriptionSkeleton() {
  return (
    <>
      <title>Subscription · Webhooks Console</title>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div className={classes.skeleton} aria-hidden>
        <Skeleton className={classes.titleSkeleton} />
        <Skeleton className={classes.factsSkeleton} />
        <Skeleton className={classes.factsSkeleton} />
        <Skeleton className={classes.figuresSkeleton} />
      </div>
      <SlowNotice />
    </>
  )
}
