import { EVENT_TYPES } from '../../../contract/upstream/subscription.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import classes from './EventTypes.module.css'

/**
 * Which events are sent. Documented types always stand in the same place, so that a column shows at a glance who lacks
 * one.
 */
export function EventTypes({ events }: { events: string[] }) {
  const others = events.filter((type) => !EVENT_TYPES.some((known) => known === type))
  if (events.length === 0) return <span data-empty>none</span>
  return (
    <span className={classes.types}>
      {EVENT_TYPES.map((type) =>
        events.includes(type) ? (
          <span key={type} className={classes.type}>
            {eventTypeWord(type)}
          </span>
        ) : (
          <span key={type} className={classes.absent} aria-hidden>
            –
          </span>
        ),
      )}
      {others.map((type) => (
        <span key={type} className={classes.other}>
          {eventTypeWord(type)}
        </span>
      ))}
    </span>
  )
}
