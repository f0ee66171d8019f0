import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import classes from './Exports.module.css'

/** The exports of a subscription while they are looked up: the API may take seconds to count (API 1.5). */
export function ExportsSkeleton() {
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
