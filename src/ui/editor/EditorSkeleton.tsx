import { VisuallyHidden } from '@mantine/core'
import { SlowNotice } from '../kit/table/TableSkeleton.tsx'
import classes from './EditorSkeleton.module.css'

/** The shape of the form while what it begins with is being read. */
export const EditorSkeleton = () => (
  <>
    <VisuallyHidden role="status">Loading</VisuallyHidden>
    <div className={classes.skeleton} aria-hidden>
      <span className={classes.bone} data-of="title" />
      {['title', 'endpoint', 'types', 'filter'].map((part) => (
        <span key={part} className={classes.bone} data-of={part === 'filter' ? 'filter' : 'field'} />
      ))}
    </div>
    <SlowNotice />
  </>
)
