import { useTable } from '@tanstack/react-table'
import { memo } from 'react'
import type { Environment } from '../../../contract/session.ts'
import type { SubscriptionQuery, SubscriptionRow } from '../../../contract/subscription.ts'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { SelectionBox } from '../../kit/table/SelectionBox.tsx'
import { columns, features } from './columns.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import classes from './SubscriptionTable.module.css'
import type { PageSelection } from './use-selection.ts'

type Sorting = Pick<SubscriptionQuery, 'sort' | 'direction'>

interface SubscriptionTableProps {
  environment: Environment
  /** One page of them, or how many are still being loaded. */
  rows: readonly SubscriptionRow[] | number
  sorting: Sorting
  selection?: PageSelection
  /** The rows are about to be replaced. */
  busy?: boolean
  switchDenied?: string | undefined
  onSort: (sorting: Sorting) => void
  onSwitch: (subscription: SubscriptionRow, enabled: boolean) => void
}

const NONE: readonly SubscriptionRow[] = []

/** The list as a table: head in sight while it scrolls, a card per subscription on a phone. The server sorts and pages. */
export const SubscriptionTable = memo(function SubscriptionTable(props: SubscriptionTableProps) {
  const { environment, rows, sorting, selection, busy = false, switchDenied, onSort, onSwitch } = props
  const table = useTable({
    features,
    columns,
    data: typeof rows === 'number' ? NONE : rows,
    getRowId: (row) => row.id,
    meta: { environment, selection, switchDenied, onSwitch },
  })
  return (
    <div className={classes.list}>
      <DataTable label="Subscriptions" busy={busy} sticky>
        <colgroup>
          {columns.map(({ meta }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={index} className={meta?.className} data-hide={meta?.hide} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {table.getFlatHeaders().map(({ id, column: { columnDef } }) => {
              const { sort, first, align, hide } = columnDef.meta ?? {}
              return (
                <ColumnHead
                  key={id}
                  sorted={sort && sort === sorting.sort ? sorting.direction : undefined}
                  onSort={sort && ((direction) => onSort({ sort, direction }))}
                  {...(first ? { first } : {})}
                  {...(align ? { align } : {})}
                  {...(hide ? { hide } : {})}
                >
                  {id === 'select' ? <PageBox selection={selection} /> : (columnDef.header as string)}
                </ColumnHead>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {typeof rows === 'number' ? <SkeletonRows rows={rows} /> : null}
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} data-current={selection?.has(row.id) || undefined}>
              {row.getAllCells().map((cell) => {
                const { className, align, hide } = cell.column.columnDef.meta ?? {}
                const Cell = cell.column.id === 'title' ? 'th' : 'td'
                return (
                  <Cell
                    key={cell.id}
                    className={className}
                    data-align={align}
                    data-hide={hide}
                    {...(Cell === 'th' ? { scope: 'row' } : {})}
                  >
                    <table.FlexRender cell={cell} />
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
})

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
