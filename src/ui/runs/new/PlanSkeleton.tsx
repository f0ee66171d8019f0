import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { SlowNotice, TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import classes from './NewRun.module.css'

const COLUMNS = ['Subscription', 'Events', 'Before them', 'First turn', 'Last turn', 'Too late']

/** The page while the first plan is made, of its final size. */
export function PlanSkeleton() {
  return (
    <div className={classes.form}>
      <VisuallyHidden role="status">Planning</VisuallyHidden>
      <Skeleton className={classes.sentenceSkeleton} still />
      <Skeleton className={classes.choicesSkeleton} still />
      <TableSkeleton columns={COLUMNS} rows={3} />
      <SlowNotice />
    </div>
  )
}
