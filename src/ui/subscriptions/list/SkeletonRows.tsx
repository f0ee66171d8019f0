import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { columns } from './columns.tsx'
import classes from './SubscriptionTable.module.css'

/** Rows that are still loading, each as tall and each cell as wide as the real one. */
export const SkeletonRows = ({ rows }: { rows: number }) =>
  Array.from({ length: rows }, (_, row) => row).map((row) => (
    <tr key={row}>
      {columns.map(({ header, meta }) => (
        <td key={String(header)} className={meta?.className} data-align={meta?.align} data-hide={meta?.hide}>
          <Skeleton className={classes.skeleton} />
        </td>
      ))}
    </tr>
  ))
