import { hint } from '../kit/feedback/hint.ts'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import classes from './Bar.module.css'

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether times are told in UTC, as the API and its logs do, or as the clock on the wall. */
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
