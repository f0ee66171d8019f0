import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import classes from './Overview.module.css'

/** The overview while it is still loading: a sentence and the rows of a usual day. */
export function OverviewSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div className={classes.top} aria-hidden>
        <Skeleton className={classes.sentenceSkeleton} />
        <Skeleton className={classes.lookedSkeleton} />
      </div>
      <div className={classes.needs} aria-hidden>
        {['one', 'two', 'three'].map((row) => (
          <div key={row} className={classes.need}>
            <Skeleton className={classes.rowSkeleton} />
          </div>
        ))}
      </div>
    </>
  )
}
