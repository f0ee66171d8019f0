import { Anchor } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Plan, WayFigures } from '../../../contract/plan.ts'
import type { RunOptions } from '../../../contract/run.ts'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { count, counted } from '../../kit/text/count-words.ts'
import { clockWords } from '../../kit/time/duration.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import type { Reader } from './plan-words.ts'
import classes from './WayChoice.module.css'

interface WayChoiceProps {
  plan: Plan
  options: RunOptions
  behind: boolean
  onChange: (patch: Pick<RunOptions, 'way'>) => void
}

const WAYS = [
  {
    way: 'redelivery',
    name: 'Redelivery',
    about: 'Identity Cloud sends each event again, up to six times over 25 hours, and keeps its state.',
  },
  {
    way: 'replay',
    name: 'Direct replay',
    about: 'The console posts the stored, signed token to the listener itself.',
  },
] as const

/** Compares the ways to deliver, when redelivery is too slow or the reader asks. */
export function WayChoice({ plan, options, behind, onChange }: WayChoiceProps) {
  const environment = useEnvironment()
  const [asked, setAsked] = useState(false)
  const shown = asked || options.way === 'replay' || plan.ways.redelivery.late > 0
  const reader = { now: Date.parse(plan.asOf), zone: useTimeZone().zone }
  const { ways, lanes } = plan
  if (!shown) {
    return (
      <button type="button" className={classes.compare} onClick={() => setAsked(true)}>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        Compare with direct replay and export
      </button>
    )
  }
  const exports =
    lanes.length === 1 && lanes[0]
      ? paths.subscriptionExports(environment.id, lanes[0].subscriptionId)
      : paths.exports(environment.id)
  return (
    <fieldset className={classes.ways} data-behind={behind || undefined}>
      <legend className={classes.legend}>How they are to get there</legend>
      {WAYS.map(({ way, name, about }) => (
        <label key={way} className={classes.way} data-chosen={options.way === way || undefined}>
          <span className={classes.head}>
            <input
              type="radio"
              name="way"
              value={way}
              checked={options.way === way}
              disabled={ways[way].unavailable !== null}
              aria-describedby={`way-${way}`}
              onChange={() => onChange({ way })}
            />
            {name}
          </span>
          <span className={classes.figures} id={`way-${way}`}>
            <WayWords figures={ways[way]} reader={reader} />
          </span>
          <span className={classes.about}>{about}</span>
          <Unavailable why={ways[way].unavailable} />
        </label>
      ))}
      <div className={classes.way}>
        <span className={classes.head}>Export</span>
        {ways.export.unavailable === null ? (
          <span className={classes.figures}>{counted(ways.export.inTime, 'event')}, in a file</span>
        ) : null}
        <span className={classes.about}>
          Identity Cloud packs them into a file for you to work through, each event once only. No run is started.
        </span>
        <Unavailable why={ways.export.unavailable} />
        {ways.export.unavailable === null ? (
          <Anchor component={Link} inherit className={classes.link ?? ''} to={exports}>
            Go to exports
          </Anchor>
        ) : null}
      </div>
      {options.way === 'replay' ? <ReplayWarnings /> : null}
    </fieldset>
  )
}

const Unavailable = ({ why }: { why: string | null }) =>
  why ? <span className={classes.unavailable}>{why}</span> : null

const ReplayWarnings = () => (
  <div className={classes.warnings} role="note">
    <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
    <ul>
      <li>Identity Cloud does not learn of it: it still lists these events as failed.</li>
      <li>A listener may get an event twice and has to recognise it by its id.</li>
      <li>A post whose outcome is not known is never repeated by itself.</li>
    </ul>
  </div>
)

/** Words the figures of a way: in time, too late, end. */
function WayWords({ figures, reader: { now, zone } }: { figures: WayFigures; reader: Reader }) {
  return (
    <>
      <span>
        <b>{count(figures.inTime)}</b> in time
      </span>
      {figures.late > 0 ? (
        <span className={classes.late}>
          <b>{count(figures.late)}</b> too late
        </span>
      ) : null}
      {figures.endsAt ? <span>ends {clockWords(Date.parse(figures.endsAt), now, zone)}</span> : null}
    </>
  )
}
