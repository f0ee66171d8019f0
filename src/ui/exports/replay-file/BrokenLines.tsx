import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import { count, counted } from '../../kit/text/count-words.ts'
import classes from './Replay.module.css'

interface BrokenLinesProps {
  /** Broken lines in all. */
  count: number
  /** Broken lines with an event of another subscription than the chosen one. */
  others: number
  /** The first of them, with their reasons. */
  reported: readonly { line: number; reason: string }[]
  skip: boolean
  onSkip: (skip: boolean) => void
}

/** Lists the lines that cannot be read, and offers to leave them out. */
export function BrokenLines({ count: number, others, reported, skip, onSkip }: BrokenLinesProps) {
  return (
    <section className={classes.broken} aria-labelledby="broken-lines">
      <h2 id="broken-lines">{counted(number, 'line')} cannot be used</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul tabIndex={0}>
        {reported.map(({ line, reason }) => (
          <li key={line}>
            <b>Line {count(line)}</b> {reason}
          </li>
        ))}
        {others > 0 && reported.length < number ? (
          <li>{counted(others, 'event is', 'events are')} of another subscription than the one chosen</li>
        ) : null}
        {number > reported.length + others ? <li>and {count(number - reported.length - others)} more</li> : null}
      </ul>
      <Checkbox
        label={number === 1 ? 'Leave this line out' : `Leave these ${count(number)} lines out`}
        description={
          number > others
            ? 'Their events are not sent. Downloading the export again may bring them whole.'
            : 'Their events are not sent.'
        }
        checked={skip}
        onChange={(event) => onSkip(event.currentTarget.checked)}
      />
    </section>
  )
}
