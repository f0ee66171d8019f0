import { Fragment, type ReactNode } from 'react'
import classes from './DataTable.module.css'
import grid from './RowGrid.module.css'
import { type RowKeys, useRowGrid } from './use-row-grid.ts'

interface RowGridProps<Row> extends RowKeys<Row> {
  /** Names the table. */
  label: string
  /** True while its rows are being replaced. */
  busy?: boolean
  /** `col` elements; the columns keep their width whatever rows are in sight. */
  columns: ReactNode
  /** The heads: `th` elements. */
  head: ReactNode
  /** All rows, loaded or not; undefined while unknown. */
  total: number | undefined
  isSelected: (row: Row) => boolean
  /** True when it is open beside the table. */
  isCurrent?: (row: Row) => boolean
  /** The cells of a row: `td` and `th` elements. What can be focused in them takes `tabIndex`. */
  cells: (row: Row, tabIndex: 0 | -1) => ReactNode
}

/**
 * Shows a native table of any length, of which only the rows in sight are drawn, and always the one with the focus. It
 * has one tab stop: arrows, Page Up and Down, Home and End move, Space selects, Shift selects all on the way, Enter
 * opens.
 */
export function RowGrid<Row>(props: RowGridProps<Row>) {
  const { label, busy = false, columns, head, total, rows, keyOf, isSelected, isCurrent, cells } = props
  const { body, slots, after, active, measure, handlers } = useRowGrid(props)
  return (
    <div className={`${classes.region} ${classes.sticky} ${grid.region}`}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one moves through its rows by keyboard
        role="grid"
        aria-label={label}
        aria-busy={busy}
        aria-multiselectable
        aria-rowcount={total === undefined ? -1 : total + 1}
        className={`${classes.table} ${grid.table}`}
      >
        <colgroup>{columns}</colgroup>
        <thead>
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody ref={body} {...handlers}>
          {slots.map(({ index, before }) => {
            const row = rows[index]
            if (!row) return null
            const stop = index === active ? 0 : -1
            return (
              <Fragment key={keyOf(row)}>
                <Gap height={before} />
                <tr
                  ref={measure}
                  data-index={index}
                  tabIndex={stop}
                  aria-rowindex={index + 2}
                  aria-selected={isSelected(row)}
                  data-current={isCurrent?.(row) || undefined}
                >
                  {cells(row, stop)}
                </tr>
              </Fragment>
            )
          })}
          <Gap height={after} />
        </tbody>
      </table>
    </div>
  )
}

/** Keeps the room of rows that are not drawn. */
const Gap = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden className={grid.gap} ref={(row) => row?.style.setProperty('--gap', `${height}px`)}>
      <td />
    </tr>
  ) : null
