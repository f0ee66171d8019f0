import { VisuallyHidden } from '@mantine/core'
import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { SlowNotice } from '../../kit/table/TableSkeleton.tsx'
import { Columns } from './Columns.tsx'
import classes from './FailedTable.module.css'

const HEADS = ['', 'State', 'Event', 'User', 'Subscription', 'Answer', 'Attempts', 'Failed', 'Expires in']
const ROWS = Array.from({ length: 20 }, (_, row) => row)

/** Shows the list while it loads, in its final size. */
export function FailedSkeleton({ scoped }: { scoped: boolean }) {
  const heads = HEADS.filter((head) => !scoped || head !== 'Subscription')
  const attributes = (head: string) => (head === 'Attempts' ? ({ align: 'end', hide: 'wide' } as const) : {})
  return (
    <>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div className={`${classes.list} ${classes.skeleton}`} aria-hidden>
        <DataTable label="Failed events" sticky>
          <colgroup>
            <Columns scoped={scoped} />
          </colgroup>
          <thead>
            <tr>
              {heads.map((head) => (
                <ColumnHead key={head} {...attributes(head)}>
                  {head}
                </ColumnHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row} data-index={row}>
                {heads.map((head) => (
                  <td key={head} className={classes[CELLS[head] ?? '']} data-hide={attributes(head).hide}>
                    <Skeleton className={classes.cellSkeleton} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      <SlowNotice />
    </>
  )
}

/** The cell that each head stands for, where a row is a card. */
const CELLS: Record<string, string> = {
  '': 'select',
  State: 'state',
  Event: 'event',
  User: 'user',
  Subscription: 'subscription',
  Answer: 'answer',
  Attempts: 'attempts',
  Failed: 'at',
  'Expires in': 'expires',
}
