import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { eventTypeWord } from '../../components/event-type.ts'
import { count } from '../../kit/text/count-words.ts'
import { Identifier } from '../../kit/text/Identifier.tsx'
import { Time } from '../../kit/time/Time.tsx'
import classes from './Consequences.module.css'
import { type Judgement, LISTS, type ListName } from './judging.ts'

interface TrialProps {
  judgement: Judgement
  /** The draft is newer than these figures. */
  behind: boolean
  /** True when there is something in force to compare with. */
  compared: boolean
  /** The source of the events. */
  sources: ReactNode
  onMore: () => void
}

const NAMES: Record<ListName, string> = { passes: 'Passes', drops: 'Drops', stops: 'Stops', starts: 'Starts' }

/**
 * Shows the effect of the draft on stored events: how many pass, of which type, what changes, and the reason for each.
 */
export function Trial({ judgement, behind, compared, sources, onMore }: TrialProps) {
  const { total, passing, types, lists } = judgement
  if (total === 0)
    return (
      <>
        <p className={classes.quiet}>There is no stored event to try it on.</p>
        {sources}
      </>
    )
  return (
    <div className={classes.trial} data-behind={behind || undefined}>
      <p className={classes.score} role="status">
        <span>
          Would pass <b>{count(passing)}</b> of <b>{count(total)}</b>
        </span>
        {compared ? <Difference stops={lists.stops.total} starts={lists.starts.total} /> : null}
      </p>
      <table className={classes.types}>
        <caption className={classes.hidden}>Passing events by event type</caption>
        <tbody>
          {types.map((type) => (
            <tr key={type.type}>
              <th scope="row">{eventTypeWord(type.type)}</th>
              <td>
                <Bar part={type.passing} whole={type.total} />
              </td>
              <td className={classes.figures}>
                {count(type.passing)} of {count(type.total)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>{sources}</div>
      <Lists lists={lists} onMore={onMore} />
    </div>
  )
}

/** The difference to what is sent today; "nothing changes" is worth saying too. */
function Difference({ stops, starts }: { stops: number; starts: number }) {
  if (stops === 0 && starts === 0) return <span className={classes.quiet}>Nothing changes for them.</span>
  return (
    <span className={classes.difference}>
      {stops > 0 ? (
        <span data-tone="stops">
          Stops {count(stops)} that {stops === 1 ? 'is' : 'are'} sent today.
        </span>
      ) : null}{' '}
      {starts > 0 ? (
        <span data-tone="starts">
          Sends {count(starts)} that {starts === 1 ? 'is' : 'are'} dropped today.
        </span>
      ) : null}
    </span>
  )
}

/** The events themselves, newest first, each with its reason. */
function Lists({ lists, onMore }: Pick<TrialProps, 'onMore'> & { lists: Judgement['lists'] }) {
  const [chosen, setChosen] = useState<ListName>()
  const offered = LISTS.filter((name) => lists[name].total > 0)
  const shown = chosen && offered.includes(chosen) ? chosen : (offered.find((name) => name === 'stops') ?? offered[0])
  if (!shown) return null
  const { rows, total } = lists[shown]
  return (
    <>
      <fieldset className={classes.tabs} aria-label="Which events to list">
        {offered.map((name) => (
          <button key={name} type="button" aria-pressed={name === shown} onClick={() => setChosen(name)}>
            {NAMES[name]} <span className={classes.figures}>{count(lists[name].total)}</span>
          </button>
        ))}
      </fieldset>
      <ul className={classes.events} aria-label={`Events: ${NAMES[shown]}`}>
        {rows.map((event) => (
          <li key={`${event.subscriptionId} ${event.id}`}>
            <span className={classes.event}>
              <span className={classes.type}>{eventTypeWord(event.type)}</span>
              {event.user ? <Identifier value={event.user} label="user id" bare /> : null}
              <span className={classes.when}>
                <Time at={event.recordedAt} />
              </span>
            </span>
            <span className={classes.reason}>{event.reason}</span>
          </li>
        ))}
      </ul>
      {rows.length < total ? (
        <Button size="compact-sm" onClick={onMore}>
          Show more of {count(total)}
        </Button>
      ) : null}
    </>
  )
}

/** A share as a bar; the figures stand beside it. */
function Bar({ part, whole }: { part: number; whole: number }) {
  return (
    <span
      className={classes.bar}
      aria-hidden
      ref={(element) => element?.style.setProperty('--share', `${whole === 0 ? 0 : (100 * part) / whole}%`)}
    />
  )
}
