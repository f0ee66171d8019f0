import type { EventStats } from '../../../contract/subscription.ts'
import { answerWords } from '../../components/answer-words.ts'
import { Time } from '../../kit/time/Time.tsx'
import classes from './FailedCount.module.css'

/** Shows what a listener answers that takes nothing, and since when: `503 since 31 h`. */
export function FailingSince({ stats: { lastAnswer, failingSince } }: { stats: EventStats }) {
  if (!lastAnswer || lastAnswer.delivered || !failingSince) return null
  const { status, cause } = lastAnswer
  return (
    <span className={classes.failing}>
      {answerWords({ state: 'failure', attempts: 1, listenerStatus: status, cause })}, first <Time at={failingSince} />
    </span>
  )
}
