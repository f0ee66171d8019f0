import { useLocation, useParams } from 'react-router'
import type { EventItem } from '../../contract/event.ts'
import { answerWords } from '../components/answer-words.ts'
import { attributesInShort } from '../components/attributes.ts'
import { eventTypeName } from '../components/event-type.ts'
import { StateBadge } from '../components/StateBadge.tsx'
import { hint } from '../kit/feedback/hint.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { RowLink } from '../kit/table/RowLink.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { Time } from '../kit/time/Time.tsx'
import classes from './EventTable.module.css'

interface EventTableProps {
  /** In the order they are shown. */
  events: readonly EventItem[]
  /** The rows are about to be replaced. */
  busy?: boolean
  linkTo: (event: EventItem) => string
}

/** Events as a table, whatever their scope. A row is one link; the one that is open is marked. */
export function EventTable({ events, busy = false, linkTo }: EventTableProps) {
  const { eventId } = useParams()
  return (
    <div className={classes.list}>
      <DataTable label="Events" cards busy={busy} sticky>
        <thead>
          <tr>
            <ColumnHead>State</ColumnHead>
            <ColumnHead>Event</ColumnHead>
            <ColumnHead>Answer</ColumnHead>
            <ColumnHead align="end">Attempts</ColumnHead>
            <ColumnHead hide="medium">User</ColumnHead>
            <ColumnHead>Recorded</ColumnHead>
            <ColumnHead hide="wide">Last change</ColumnHead>
            <ColumnHead>Expires in</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event.id} event={event} to={linkTo(event)} current={event.id === eventId} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

const EventRow = ({ event, to, current }: { event: EventItem; to: string; current: boolean }) => (
  <tr className={classes.row} data-current={current || undefined}>
    <td className={classes.state}>
      <StateBadge state={event.state} />
    </td>
    <th scope="row" className={classes.event}>
      <EventLink event={event} to={to} />
      <span
        className={classes.attributes}
        {...hint(event.attributes.length > 2 ? attributesInShort(event.attributes) : undefined)}
      >
        {attributesInShort(event.attributes)}
      </span>
    </th>
    <td className={classes.answer} data-failed={event.cause !== null || undefined}>
      {answerWords(event)}
    </td>
    <td className={classes.attempts} data-align="end">
      {event.attempts ?? '–'}
    </td>
    <td className={classes.user} data-hide="medium">
      {event.user ? <Identifier value={event.user} label="user id" bare /> : '–'}
    </td>
    <td className={classes.recorded}>
      <Time at={event.createdAt} />
    </td>
    <td data-hide="wide">
      <Time at={event.updatedAt} />
    </td>
    <td className={classes.expires}>
      <ExpiresIn at={event.expiresAt} />
    </td>
  </tr>
)

function EventLink({ event, to }: { event: EventItem; to: string }) {
  const { search } = useLocation()
  return (
    <RowLink to={{ pathname: to, search }} className={classes.link} underline={false} preventScrollReset>
      {eventTypeName(event.type, event.unread)}
    </RowLink>
  )
}

const COLUMNS = ['State', 'Event', 'Answer', 'Attempts', 'User', 'Recorded', 'Last change', 'Expires in']

/** The table while it loads, of its final size. */
export function EventSkeleton() {
  return <TableSkeleton columns={COLUMNS} rows={20} />
}
