import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { EventStats } from '../../contract/subscription.ts'
import badge from '../kit/Badge.module.css'
import { Moment } from '../kit/time/Moment.tsx'
import { Time } from '../kit/time/Time.tsx'
import { answerWords } from './answer-words.ts'

type Answered = Pick<EventStats, 'lastAnswer' | 'failingSince'>

/** Shows what a listener answered last, by icon and word, and since when it takes nothing. */
export function LastAnswer({ stats: { lastAnswer, failingSince } }: { stats: Answered }) {
  if (!lastAnswer) return <span data-empty>nothing was sent in 7 days</span>
  const { at, delivered, status, cause } = lastAnswer
  const Icon = delivered ? IconCircleCheck : IconAlertTriangle
  const word = answerWords({ state: delivered ? 'success' : 'failure', attempts: 1, listenerStatus: status, cause })
  return (
    <>
      <span className={badge.badge} data-tone={delivered ? 'success' : 'failure'} data-quiet={delivered || undefined}>
        <Icon size={15} stroke={1.75} aria-hidden />
        {word}
      </span>{' '}
      <Time at={at} />
      {failingSince && failingSince !== at ? (
        <>
          , nothing taken since <Moment at={failingSince} />
        </>
      ) : null}
    </>
  )
}
