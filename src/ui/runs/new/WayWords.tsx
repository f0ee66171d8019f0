import type { WayFigures } from '../../../contract/plan.ts'
import { count } from '../../kit/text/count-words.ts'
import { clockWords } from '../../kit/time/duration.ts'
import type { Reader } from './plan-words.ts'
import classes from './WayChoice.module.css'

/** What a way comes to: how many in time, how many too late, when it ends. */
export function WayWords({ figures, reader: { now, zone } }: { figures: WayFigures; reader: Reader }) {
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
