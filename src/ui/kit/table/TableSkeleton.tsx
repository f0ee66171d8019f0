import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../feedback/Skeleton.tsx'
import classes from './DataTable.module.css'

interface TableSkeletonProps {
  /** The heads of the real table. */
  columns: readonly string[]
  rows?: number
  /** Makes each row a card on a phone, as in the real table. */
  cards?: boolean
}

/** Shows the shape of a table that is still loading, in its final height. After 4 s it says why that takes so long. */
export function TableSkeleton({ columns, rows = 20, cards = false }: TableSkeletonProps) {
  return (
    <>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div className={`${classes.region} ${cards ? classes.cards : ''}`} aria-hidden>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => row).map((row) => (
              <tr key={row}>
                {columns.map((column) => (
                  <td key={column}>
                    <Skeleton className={classes.skeleton} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SlowNotice />
    </>
  )
}

/** Says after 4 s that Identity Cloud is slow, without a timer: a delayed animation. */
export function SlowNotice() {
  return <p className={classes.slow}>Identity Cloud is slow to answer. The console waits up to 10 seconds.</p>
}
