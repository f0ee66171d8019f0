import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { ITEM_COLUMNS } from './ItemTable.tsx'
import classes from './Run.module.css'

/** The page of a run while it loads, of its final size. */
export function RunSkeleton() {
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
