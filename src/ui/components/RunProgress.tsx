import type { ItemCounts, ItemState } from '../../contract/run.ts'
import { count } from '../kit/text/count-words.ts'
import classes from './RunProgress.module.css'
import { endedCount } from './run-counts.ts'
import { ITEM_LOOKS } from './run-looks.ts'

/** The order of the bar: done, under way, yet to come, lost. */
export const SEGMENTS: readonly ItemState[] = [
  'delivered',
  'already',
  'scheduled',
  'sending',
  'unknown',
  'waiting',
  'held',
  'untraced',
  'failed',
  'expired',
  'refused',
  'cancelled',
]

interface RunProgressProps {
  /** Names what progresses. */
  label: string
  counts: ItemCounts
  total: number
  /** Makes it thin, for a row of a table. */
  small?: boolean
}

/** Shows the states of a run's events as one bar. The numbers stand beside it; screen readers hear one figure. */
export function RunProgress({ label, counts, total, small = false }: RunProgressProps) {
  const ended = endedCount(counts)
  return (
    <div
      role="progressbar"
      tabIndex={-1}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={ended}
      aria-valuetext={`${count(ended)} of ${count(total)} ended`}
      className={classes.bar}
      data-small={small || undefined}
    >
      {SEGMENTS.filter((state) => (counts[state] ?? 0) > 0).map((state) => (
        <span
          key={state}
          className={classes.segment}
          data-state={state}
          data-tone={ITEM_LOOKS[state].tone}
          ref={(element) => element?.style.setProperty('--share', String(counts[state] ?? 0))}
        />
      ))}
    </div>
  )
}
