import { useMediaQuery } from '@mantine/hooks'
import { useCallback } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import type { FailedItem, FailedQuery } from '../../../contract/failed-event.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ColumnHead } from '../../kit/table/DataTable.tsx'
import { RowGrid } from '../../kit/table/RowGrid.tsx'
import { SelectionBox } from '../../kit/table/SelectionBox.tsx'
import { keyOf } from '../selection/selected.ts'
import type { FailedSelection } from '../selection/use-failed-selection.ts'
import { Columns } from './Columns.tsx'
import { FailedCells } from './FailedCells.tsx'
import classes from './FailedTable.module.css'

/** Estimated height of a row, in px: two lines, or a card. */
const ROW = 46
const CARD = 184

interface FailedTableProps {
  /** Names the list at its moment. */
  list: string
  /** The loaded rows. */
  items: readonly FailedItem[]
  total: number | undefined
  sort: FailedQuery['sort']
  scoped: boolean
  busy: boolean
  selection: FailedSelection
  onSort: (sort: FailedQuery['sort']) => void
  onNearEnd: () => void
}

/** Shows failed events as a table of any length. A row opens its event beside the list. */
export function FailedTable({
  list,
  items,
  total,
  sort,
  scoped,
  busy,
  selection,
  onSort,
  onNearEnd,
}: FailedTableProps) {
  const environment = useEnvironment()
  const { eventId } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const cards = useMediaQuery('(width < 48em)', false, { getInitialValueInEffect: false })
  const linkTo = useCallback(
    ({ subscriptionId, id }: FailedItem) =>
      (scoped ? paths.subscriptionFailedEvent : paths.failedEvent)(environment.id, subscriptionId, id) + search,
    [environment.id, scoped, search],
  )
  return (
    <div className={classes.list}>
      <RowGrid
        label="Failed events"
        list={list}
        busy={busy}
        columns={<Columns scoped={scoped} />}
        head={
          <>
            <ColumnHead>
              <SelectionBox
                label={selection.selected.by === 'match' ? 'Select all that match' : 'Select the loaded rows'}
                checked={selection.loaded === 'all'}
                partly={selection.loaded === 'some'}
                onPick={selection.pickLoaded}
              />
            </ColumnHead>
            <ColumnHead>State</ColumnHead>
            <ColumnHead>Event</ColumnHead>
            <ColumnHead>User</ColumnHead>
            {scoped ? null : <ColumnHead>Subscription</ColumnHead>}
            <ColumnHead>Answer</ColumnHead>
            <ColumnHead align="end" hide="wide">
              Attempts
            </ColumnHead>
            <ColumnHead sorted={sort === 'failed' ? 'desc' : undefined} onSort={() => onSort('failed')}>
              Failed
            </ColumnHead>
            <ColumnHead sorted={sort === 'expiry' ? 'asc' : undefined} onSort={() => onSort('expiry')}>
              Expires in
            </ColumnHead>
          </>
        }
        rows={items}
        total={total}
        height={cards ? CARD : ROW}
        keyOf={keyOf}
        isSelected={selection.has}
        isCurrent={(item) => item.id === eventId}
        onOpen={(item) => void navigate(linkTo(item), { preventScrollReset: true })}
        onPick={selection.pick}
        onPickAll={selection.pickAll}
        onNearEnd={onNearEnd}
        cells={(item, tabIndex) => (
          <FailedCells
            item={item}
            to={linkTo(item)}
            selected={selection.has(item)}
            tabIndex={tabIndex}
            scoped={scoped}
            onPick={selection.pick}
          />
        )}
      />
    </div>
  )
}
