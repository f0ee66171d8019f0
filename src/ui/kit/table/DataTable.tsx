import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

interface DataTableProps {
  /** Names the table. */
  label: string
  /** True while its rows are being replaced: it fades, and screen readers hear that it is busy. */
  busy?: boolean
  /** A CSS length; a narrower table scrolls sideways. */
  minWidth?: string
  /** Keeps the head in sight while the page scrolls; only for tables that never scroll sideways. */
  sticky?: boolean
  /** Makes each row a card on a phone; the table's own style sheet places the cells in the grid of a row. */
  cards?: boolean
  /** `thead` and `tbody`, of plain `tr`, `th` and `td`. */
  children: ReactNode
}

/**
 * Shows a table, edge to edge of the page; every table of the console is one. Cells may say `data-align="end"`
 * (numbers) and `data-hide="wide" | "medium" | "narrow"` (left out under 1280, 1024, 768 px).
 */
export function DataTable({
  label,
  busy = false,
  minWidth = '0',
  sticky = false,
  cards = false,
  children,
}: DataTableProps) {
  const region = [classes.region, sticky && classes.sticky, cards && classes.cards].filter(Boolean).join(' ')
  const table = (
    <table
      aria-label={label}
      aria-busy={busy}
      className={classes.table}
      ref={(element) => element?.style.setProperty('--table-min', minWidth)}
    >
      {children}
    </table>
  )
  if (sticky) return <div className={region}>{table}</div>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={region} aria-label={`${label}, scrollable`} tabIndex={0}>
      {table}
    </section>
  )
}

type Direction = 'asc' | 'desc'

interface ColumnHeadProps {
  children: ReactNode
  /** The direction, when the table is sorted by this column. */
  sorted?: Direction | undefined
  /** Makes the column sortable. Gets the direction to sort by next. */
  onSort?: ((direction: Direction) => void) | undefined
  /** The direction of the first click; numbers and times are more often wanted largest first. */
  first?: Direction
  align?: 'end'
  hide?: 'wide' | 'medium' | 'narrow'
}

/** Heads a column; it is a button when the column can be sorted. */
export function ColumnHead({ children, sorted, onSort, first = 'asc', align, hide }: ColumnHeadProps) {
  const attributes = { scope: 'col', 'data-align': align, 'data-hide': hide } as const
  if (!onSort) return <th {...attributes}>{children}</th>
  const Icon = sorted === 'asc' ? IconArrowUp : sorted === 'desc' ? IconArrowDown : IconArrowsSort
  const other = sorted === 'asc' ? 'desc' : 'asc'
  return (
    <th {...attributes} {...(sorted ? { 'aria-sort': sorted === 'asc' ? 'ascending' : 'descending' } : {})}>
      <button type="button" className={classes.sort} onClick={() => onSort(sorted ? other : first)}>
        {children}
        <Icon size={14} stroke={1.75} aria-hidden />
      </button>
    </th>
  )
}
