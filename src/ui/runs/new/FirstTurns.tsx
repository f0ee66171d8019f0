import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { Plan } from '../../../contract/plan.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { eventTypeName } from '../../components/event-type.ts'
import { ColumnHead, DataTable } from '../../kit/table/DataTable.tsx'
import { Identifier } from '../../kit/text/Identifier.tsx'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import { Moment } from '../../kit/time/Moment.tsx'
import classes from '../Lanes.module.css'

/** Shows the first turns of the plan. */
export function FirstTurns({ plan: { turns, lanes } }: { plan: Plan }) {
  const environment = useEnvironment()
  const titles = new Map(lanes.map(({ subscriptionId, title }) => [subscriptionId, title]))
  return (
    <DataTable label="First turns" sticky>
      <thead>
        <tr>
          <ColumnHead>Turn</ColumnHead>
          <ColumnHead>Event</ColumnHead>
          <ColumnHead hide="narrow">User</ColumnHead>
          <ColumnHead>Subscription</ColumnHead>
          <ColumnHead>Expires in</ColumnHead>
        </tr>
      </thead>
      <tbody>
        {turns.map(({ subscriptionId, eventId, type, user, at, expiresAt, late }) => (
          <tr key={`${subscriptionId} ${eventId}`}>
            <td>
              <Moment at={at} />
              {late ? <span className={classes.under}>after it expires</span> : null}
            </td>
            <th scope="row">
              <Anchor component={Link} inherit to={paths.failedEvent(environment.id, subscriptionId, eventId)}>
                {eventTypeName(type)}
              </Anchor>
            </th>
            <td data-hide="narrow">{user ? <Identifier value={user} label="user id" bare /> : '–'}</td>
            <td className={classes.title} translate="no">
              {titles.get(subscriptionId)}
            </td>
            <td>
              <ExpiresIn at={expiresAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
