import { memo } from 'react'
import type { SubscriptionQuery, SubscriptionRow } from '../../../contract/subscription.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { Skeleton } from '../../kit/feedback/Skeleton.tsx'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { SelectionBox } from '../../kit/table/SelectionBox.tsx'
import { type CellContext, COLUMNS } from './columns.tsx'
import classes from './SubscriptionTable.module.css'
import type { PageSelection } from './use-selection.ts'

type Sorting = Pick<SubscriptionQuery, 'sort' | 'direction'>

interface SubscriptionTableProps {
  /** One page of them, or the number of rows that are still loading. */
  rows: readonly SubscriptionRow[] | number
  sorting: Sorting
  selection?: PageSelection
  /** True when the rows are about to be replaced. */
  busy?: boolean
  switchDenied?: string | undefined
  onSort: (sorting: Sorting) => void
  onSwitch: (subscription: SubscriptionRow, enabled: boolean) => void
}

/** The list as a table: its head stays in sight, and on a phone a row is a card. The server sorts and pages. */
export const SubscriptionTable = memo(function SubscriptionTable(props: SubscriptionTableProps) {
  const { rows, sorting, selection, busy = false, switchDenied, onSort, onSwitch } = props
  const context = { environment: useEnvironment(), selection, switchDenied, onSwitch }
  return (
    <div className={classes.list}>
      <DataTable label="Subscriptions" cards busy={busy} sticky>
        <colgroup>
          {COLUMNS.map(({ id, className, hide }) => (
            <col key={id} className={className} data-hide={hide} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ id, head, sort, first, align, hide }) => (
              <ColumnHead
                key={id}
                sorted={sort && sort === sorting.sort ? sorting.direction : undefined}
                onSort={sort && ((direction) => onSort({ sort, direction }))}
                {...(first ? { first } : {})}
                {...(align ? { align } : {})}
                {...(hide ? { hide } : {})}
              >
                {id === 'select' ? <PageBox selection={selection} /> : head}
              </ColumnHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {typeof rows === 'number'
            ? Array.from({ length: rows }, (_, row) => row).map((row) => <SkeletonRow key={row} />)
            : rows.map((row) => <Row key={row.id} row={row} context={context} />)}
        </tbody>
      </DataTable>
    </div>
  )
})

const Row = ({ row, context }: { row: SubscriptionRow; context: CellContext }) => (
  <tr data-current={context.selection?.has(row.id) || undefined}>
    {COLUMNS.map(({ id, className, align, hide, cell }) => {
      const Cell = id === 'title' ? 'th' : 'td'
      const scope = id === 'title' ? { scope: 'row' } : {}
      return (
        <Cell key={id} className={className} data-align={align} data-hide={hide} {...scope}>
          {cell(row, context)}
        </Cell>
      )
    })}
  </tr>
)

/** A row that is still loading, as tall and with cells as wide as the real one. */
const SkeletonRow = () => (
  <tr>
    {COLUMNS.map(({ id, className, align, hide }) => (
      <td key={id} className={className} data-align={align} data-hide={hide}>
        <Skeleton className={classes.skeleton} />
      </td>
    ))}
  </tr>
)

/** Selects the page, or nothing of it; without rows there is nothing to select. */
const PageBox = ({ selection }: { selection: PageSelection | undefined }) =>
  selection ? (
    <SelectionBox
      label="Select this page"
      checked={selection.page === 'all'}
      partly={selection.page === 'some'}
      onPick={selection.pickPage}
    />
  ) : null
