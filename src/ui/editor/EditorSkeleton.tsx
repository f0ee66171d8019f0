import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { SlowNotice } from '../kit/table/TableSkeleton.tsx'
import classes from './EditorSkeleton.module.css'

/** The shape of the form while what it begins with is being read. */
export function EditorSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div className={classes.skeleton} aria-hidden>
        <Skeleton className={classes.title} />
        {['title', 'endpoint', 'types', 'filter'].map((part) => (
          <Skeleton key={part} className={part === 'filter' ? classes.filter : classes.field} />
        ))}
      </div>
      <SlowNotice />
    </>
  )
}
