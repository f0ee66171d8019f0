import { hint } from '../kit/feedback/hint.ts'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import classes from './Bar.module.css'

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Switches the times of the page between UTC, as in the API and its logs, and local time. */
export function ZoneSwitch() {
  const { zone, setZone } = useTimeZone()
  return (
    <fieldset className={classes.zone} aria-label="Times in">
      <button type="button" aria-pressed={zone === 'utc'} onClick={() => setZone('utc')} {...hint('Tell times in UTC')}>
        UTC
      </button>
      <button
        type="button"
        aria-pressed={zone === 'local'}
        onClick={() => setZone('local')}
        {...hint(`Tell times in local time, ${LOCAL}`)}
      >
        Local
      </button>
    </fieldset>
  )
}
