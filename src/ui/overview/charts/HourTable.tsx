import { useState } from 'react'
import { Link } from 'react-router'
import { HOUR } from '../../../contract/durations.ts'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { count } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { absoluteTime } from '../../kit/time/time-words.ts'
import classes from './Charts.module.css'
import type { Series } from './HourChart.tsx'
import { type HourBar, sumOf } from './hour-bars.ts'

interface HourTableProps {
  label: string
  bars: readonly HourBar[]
  series: readonly Series[]
  /** The address of what is in a span of time, in milliseconds. */
  placeOf: (from: number, to: number) => string
}

/** Shows the same as a table, for those who do not see the drawing; hours in which nothing happened are left out. */
export function HourTable({ label, bars, series, placeOf }: HourTableProps) {
  const [shown, setShown] = useState(false)
  const { zone } = useTimeZone()
  return (
    <details className={classes.details} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
      <summary>Show as table</summary>
      {shown ? (
        <DataTable label={label}>
          <thead>
            <tr>
              <ColumnHead>Hour</ColumnHead>
              {series.map(({ word }) => (
                <ColumnHead key={word} align="end">
                  {word}
                </ColumnHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars
              .filter(({ values }) => sumOf(values) > 0)
              .map(({ at, values }) => (
                <tr key={at}>
                  <th scope="row">
                    <Link to={placeOf(at, at + HOUR)}>{absoluteTime(at, zone).slice(0, 16)}</Link>
                  </th>
                  {series.map(({ word }, place) => (
                    <td key={word} data-align="end">
                      {count(values[place] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </DataTable>
      ) : null}
    </details>
  )
}
