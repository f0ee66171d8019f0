import type { ApiDifference } from '../../contract/connection.ts'
import { isHarmless } from '../../contract/words/connection-report.ts'
import { DataTable } from '../kit/table/DataTable.tsx'
import { count } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './Connection.module.css'

/** The heads of the table, and of its skeleton. */
export const COLUMNS = ['Member', 'Found', 'What it costs', 'Times', 'Last'] as const

/** Shows differences, a row each: the member and the answer it stands in, what stood there, what it costs. */
export function DifferenceTable({ differences }: { differences: ApiDifference[] }) {
  return (
    <div className={classes.differences}>
      <DataTable label="Differences" cards sticky>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" data-align={name === 'Times' ? 'end' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => {
            const { path, answer, found, cost, count: times, lastAt } = difference
            return (
              <tr key={`${answer} ${path} ${found}`}>
                <th scope="row" className={classes.member}>
                  <code>{path || '/'}</code> <span className={classes.note}>of {answer}</span>
                </th>
                <td className={classes.found}>{found}</td>
                <td className={classes.cost} data-harmless={isHarmless(difference) || undefined}>
                  {cost}
                </td>
                <td className={classes.times} data-align="end">
                  {count(times)}
                </td>
                <td className={classes.last}>
                  <Time at={lastAt} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </DataTable>
    </div>
  )
}
