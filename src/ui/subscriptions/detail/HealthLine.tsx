import type { EventStats } from '../../../contract/subscription.ts'
import { LastAnswer } from '../../components/LastAnswer.tsx'
import { count } from '../../kit/text/count-words.ts'
import classes from './Subscription.module.css'

/** Shows how the listener does: what it answered last, since when it takes nothing, and how much of the week it took. */
export function HealthLine({ stats }: { stats: EventStats }) {
  const { succeeded, failed, failedWhileOff, freshness } = stats
  if (freshness.asOf === null) return null
  const sent = succeeded + failed - failedWhileOff
  // Rounded down: 100 % is said only when nothing failed.
  const share = sent > 0 ? Math.floor((succeeded / sent) * 1_000) / 10 : undefined
  return (
    <p className={classes.health}>
      <span>
        Last answer: <LastAnswer stats={stats} />
      </span>
      {share === undefined ? null : (
        <span>
          {share} % of {count(sent)} delivered in 7 days{freshness.complete ? '' : ', in what was read'}
        </span>
      )}
    </p>
  )
}
