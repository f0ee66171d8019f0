import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { RunItem } from '../../contract/run.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { CertainAt } from '../components/CertainAt.tsx'
import { eventTypeName } from '../components/event-type.ts'
import { ITEM_LOOKS } from '../components/run-looks.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { count } from '../kit/text/count-words.ts'
import { Identifier } from '../kit/text/Identifier.tsx'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { Moment } from '../kit/time/Moment.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './Items.module.css'

interface ItemTableProps {
  /** In the order of the run. */
  items: readonly RunItem[]
  /** True when rows name their subscription, because there are several. */
  titled: boolean
  busy: boolean
}

export const ITEM_COLUMNS = ['Turn', 'State', 'Event', 'User', 'What came of it', 'When', 'Expires in']

/** Shows the events of a run, one row each. */
export function ItemTable({ items, titled, busy }: ItemTableProps) {
  return (
    <div className={classes.list}>
      <DataTable label="Events of this run" cards busy={busy} sticky>
        <thead>
          <tr>
            <ColumnHead align="end" hide="narrow">
              Turn
            </ColumnHead>
            <ColumnHead>State</ColumnHead>
            <ColumnHead>Event</ColumnHead>
            <ColumnHead hide="medium">User</ColumnHead>
            <ColumnHead>What came of it</ColumnHead>
            <ColumnHead>When</ColumnHead>
            <ColumnHead hide="medium">Expires in</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.position} item={item} titled={titled} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

interface ItemRowProps {
  item: RunItem
  titled: boolean
}

function ItemRow({ item, titled }: ItemRowProps) {
  const environment = useEnvironment()
  return (
    <tr className={classes.row}>
      <td data-align="end" data-hide="narrow" className={classes.turn}>
        {count(item.position + 1)}
      </td>
      <td className={classes.state}>
        <ToneBadge look={ITEM_LOOKS[item.state]} quiet={item.state === 'delivered' || item.state === 'waiting'} />
      </td>
      <th scope="row" className={classes.event}>
        <Anchor component={Link} inherit to={paths.event(environment.id, item.subscriptionId, item.eventId)}>
          {eventTypeName(item.type)}
        </Anchor>
        {titled ? <span className={classes.subscription}>{item.subscriptionTitle}</span> : null}
      </th>
      <td data-hide="medium">
        {item.user ? <Identifier value={item.user} label="user id" bare /> : <span data-empty>–</span>}
      </td>
      <td className={classes.note}>
        {item.note ?? (item.certainAt ? null : <span data-empty>–</span>)}
        {item.certainAt ? (
          <span className={classes.certain}>
            <CertainAt at={item.certainAt} />
          </span>
        ) : null}
      </td>
      <td className={classes.when}>
        <When item={item} />
      </td>
      <td data-hide="medium">
        <ExpiresIn at={item.expiresAt} />
      </td>
    </tr>
  )
}

/** Shows the time of the last or the next step. */
const When = ({ item: { endedAt, sentAt, turnAt } }: { item: RunItem }) => {
  if (endedAt) return <Time at={endedAt} />
  if (sentAt)
    return (
      <>
        sent <Time at={sentAt} />
      </>
    )
  return turnAt ? <Moment at={turnAt} /> : <span data-empty>–</span>
}
