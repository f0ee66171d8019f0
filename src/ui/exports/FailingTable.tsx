import { IconAlertTriangle } from '@tabler/icons-react'
import type { SubscriptionRow } from '../../contract/subscription.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { countText } from '../components/counts.ts'
import { EnabledBadge } from '../components/EnabledBadge.tsx'
import { hint } from '../kit/feedback/hint.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { RowLink } from '../kit/table/RowLink.tsx'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { redeliveryTime } from './export-times.ts'
import classes from './Failing.module.css'

/** The heads of the table, and of its skeleton. */
export const COLUMNS = ['Subscription', 'State', 'Failed', 'First expires in', 'Redelivery takes'] as const

interface FailingTableProps {
  rows: readonly SubscriptionRow[]
  busy: boolean
}

/** Shows the failed events of each subscription and the time redelivery needs; each row links to its exports. */
export function FailingTable({ rows, busy }: FailingTableProps) {
  return (
    <div className={classes.list}>
      <DataTable label="Subscriptions with failed events" cards busy={busy} sticky>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <ColumnHead key={name} {...(name === 'Failed' ? { align: 'end' } : {})}>
                {name}
              </ColumnHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function Row({ row }: { row: SubscriptionRow }) {
  const environment = useEnvironment()
  const { id, title, endpoint, enabled, stats } = row
  const { text, caveat } = countText(stats.failed, stats.freshness)
  const takes = redeliveryTime(stats.failed, environment.redeliveryInterval)
  return (
    <tr>
      <th scope="row" className={classes.title}>
        <RowLink to={paths.subscriptionExports(environment.id, id)} translate="no">
          {title}
        </RowLink>
        <span className={classes.endpoint} translate="no">
          {endpoint}
        </span>
      </th>
      <td className={classes.state}>
        <EnabledBadge enabled={enabled} />
      </td>
      <td className={classes.failed} data-align="end">
        <RowLink
          tone="failure"
          to={paths.subscriptionFailedEvents(environment.id, id)}
          aria-label={`${text} failed, ${title}`}
          {...hint(caveat)}
        >
          <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
          {text}
        </RowLink>
      </td>
      <td className={classes.expiry}>
        <ExpiresIn at={stats.soonestExpiry} />
      </td>
      <td className={classes.takes} data-long={takes.tooLong || undefined}>
        {takes.words}
        {takes.tooLong ? <span className={classes.note}>longer than events are kept</span> : null}
        {enabled ? null : <span className={classes.note}>once it is on</span>}
      </td>
    </tr>
  )
}
