import { VisuallyHidden } from '@mantine/core'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { ITEM_COLUMNS } from './ItemTable.tsx'
import classes from './Run.module.css'

/** The page of a run while it loads, of its final size. */
export const RunSkeleton = () => (
  <div className={classes.skeleton}>
    <VisuallyHidden role="status">Loading the run</VisuallyHidden>
    <div className={classes.bone} data-bone="title" />
    <div className={classes.bone} data-bone="sentence" />
    <div className={classes.bone} data-bone="bar" />
    <TableSkeleton columns={ITEM_COLUMNS} rows={12} />
  </div>
)
