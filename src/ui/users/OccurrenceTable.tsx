import { Link } from 'react-router'
import type { TrailItem } from '../../contract/user-trail.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { answerWords } from '../components/answer-words.ts'
import { StateBadge } from '../components/StateBadge.tsx'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { Time } from '../kit/time/Time.tsx'
import { isUndelivered } from './trail-outcomes.ts'

/** The heads of the columns. */
export const COLUMNS = ['Subscription', 'State', 'Last answer', 'Since', 'Expires in'] as const

/** Lists what became of one occurrence in each subscription that has it stored. */
export function OccurrenceTable({ label, items }: { label: string; items: readonly TrailItem[] }) {
  const { id } = useEnvironment()
  return (
    <DataTable label={label}>
      <thead>
        <tr>
          {COLUMNS.map((head) => (
            <ColumnHead key={head}>{head}</ColumnHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.subscriptionId} ${item.id}`}>
            <th scope="row">
              <Link to={paths.event(id, item.subscriptionId, item.id)}>{item.subscription.title}</Link>
              {item.subscription.enabled ? '' : ' (off)'}
            </th>
            <td>
              <StateBadge state={item.state} />
            </td>
            <td>{answerWords(item)}</td>
            <td>
              <Time at={item.updatedAt} absolute />
            </td>
            <td>{isUndelivered(item) ? <ExpiresIn at={item.expiresAt} /> : '–'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
