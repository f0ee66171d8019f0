import { MINUTE } from '../../../contract/durations.ts'
import type { EventStats } from '../../../contract/subscription.ts'
import { answerWords } from '../../components/answer-words.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { spanInWords } from '../../kit/time/time-words.ts'
import { useNow } from '../../kit/time/use-now.ts'
import classes from './FailedCount.module.css'

/** Shows what a listener answers that takes nothing, and for how long: `503 for 31 h`; what has no room is told on hover. */
export function FailingSince({ stats: { lastAnswer, failingSince } }: { stats: EventStats }) {
  const now = useNow()
  if (!lastAnswer || lastAnswer.delivered || !failingSince) return null
  const { status, cause } = lastAnswer
  const answer = answerWords({ state: 'failure', attempts: 1, listenerStatus: status, cause })
  const span = now - Date.parse(failingSince)
  const words = span < MINUTE ? `${answer} just now` : `${answer} for ${spanInWords(span)}`
  return (
    <span className={classes.failing} {...hint(words)}>
      {words}
    </span>
  )
}
