import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

interface DataTableProps {
  /** The table's name. */
  label: string
  /** What it shows is being replaced: it fades, and says so to a screen reader. */
  busy?: boolean
  /** Narrower than this it scrolls sideways, as a CSS length. */
  minWidth?: string
  /** Its head stays in sight while the page scrolls; for a table that fits every width and never scrolls sideways. */
  sticky?: boolean
  /** `thead` and `tbody`, of plain `tr`, `th` and `td`. */
  children: ReactNode
}

/**
 * The one table of the console, edge to edge of the page. Cells may say `data-align="end"` (numbers) and
 * `data-hide="wide" | "medium" | "narrow"` (left out under 1280, 1024, 768 px).
 */
export function DataTable({ label, busy = false, minWidth = '0', sticky = false, children }: DataTableProps) {
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
  if (sticky) return <div className={`${classes.region} ${classes.sticky}`}>{table}</div>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.region} aria-label={`${label}, scrollable`} tabIndex={0}>
      {table}
    </section>
  )
}

type Direction = 'asc' | 'desc'

interface ColumnHeadProps {
  children: ReactNode
  /** The direction when the table is sorted by this column. */
  sorted?: Direction | undefined
  /** Makes the column sortable. Gets the direction to sort by next. */
  onSort?: ((direction: Direction) => void) | undefined
  /** The direction of the first click; numbers and times are more often wanted largest first. */
  first?: Direction
  align?: 'end'
  hide?: 'wide' | 'medium' | 'narrow'
}

/** The head of a column, a button when the column can be sorted. */
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
