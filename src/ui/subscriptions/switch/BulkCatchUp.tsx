import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { MOST_BY_NAME } from '../../api/catch-up.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { count } from '../../kit/text/count-words.ts'
import { paceWords } from '../../kit/time/duration.ts'
import classes from '../Switch.module.css'
import { catchUpTime, missedOf, missedWords } from './catch-up-words.ts'

interface BulkCatchUpProps {
  /** Those that are on now and have something to catch up on. */
  rows: readonly SubscriptionRow[]
}

/** Says what switching several on did not bring back, and what bringing it back takes (API 6.4, 7). */
export function BulkCatchUp({ rows }: BulkCatchUpProps) {
  const { redeliveryInterval } = useEnvironment()
  return (
    <p>
      <b className={classes.strong}>{missedWords(rows)}.</b> They are not sent by themselves. Redelivered,{' '}
      {paceWords(redeliveryInterval)} for each subscription, that takes about {catchUpTime(rows, redeliveryInterval)}.{' '}
      {missedOf(rows) > MOST_BY_NAME
        ? `One plan takes ${count(MOST_BY_NAME)} of them at most: prepare each subscription by itself.`
        : 'You see the plan first; nothing is sent before you start it.'}
    </p>
  )
}
