import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { Plan } from '../../contract/plan.ts'
import { ColumnHead, DataTable } from '../components/DataTable.tsx'
import { ExpiresIn } from '../components/ExpiresIn.tsx'
import { eventTypeName } from '../components/event-type.ts'
import { Identifier } from '../components/Identifier.tsx'
import { Moment } from '../components/Moment.tsx'
import { paths } from '../paths.ts'
import classes from './Lanes.module.css'

/** Whose turn is when, the first of all. */
export function FirstTurns({ plan: { turns, lanes }, environment }: { plan: Plan; environment: string }) {
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
              <Anchor component={Link} inherit to={paths.failedEvent(environment, subscriptionId, eventId)}>
                {eventTypeName(type)}
              </Anchor>
            </th>
            <td data-hide="narrow">{user ? <Identifier value={user} label="user id" bare /> : '–'}</td>
            <td className={classes.title}>{titles.get(subscriptionId)}</td>
            <td>
              <ExpiresIn at={expiresAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
