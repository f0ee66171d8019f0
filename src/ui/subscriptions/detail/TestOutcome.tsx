import { Anchor } from '@mantine/core'
import { IconHelpCircle, IconProgress } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { EventItem } from '../../../contract/event.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { answerWords } from '../../components/answer-words.ts'
import { StateBadge } from '../../components/StateBadge.tsx'
import { counted } from '../../kit/text/count-words.ts'
import { ToneBadge } from '../../kit/text/ToneBadge.tsx'
import { durationWords } from '../../kit/time/duration.ts'
import classes from '../Switch.module.css'
import type { Verdict } from './test-verdict.ts'

interface TestOutcomeProps {
  environment: string
  subscription: Pick<Subscription, 'id'>
  verdict: Verdict
  /** In ms. */
  waited: number
  /** Somebody goes to look at its event instead. */
  onLeave: () => void
}

/** Shows the end of a test notification, and never more than is known of it. */
export function TestOutcome({ environment, subscription, verdict: { is, event }, waited, onLeave }: TestOutcomeProps) {
  return (
    <>
      <div role="status" className={classes.outcome}>
        {is === 'answered' && event ? (
          <>
            <StateBadge state={event.state} />
            <p>{answeredWords(event)}</p>
          </>
        ) : null}
        {is === 'watching' ? (
          <>
            <ToneBadge look={{ word: 'Taken by Identity Cloud', tone: 'running', Icon: IconProgress }} />
            <p>Looking for what the listener answered. You may close this: nothing depends on it.</p>
          </>
        ) : null}
        {is === 'unknown' ? (
          <>
            <ToneBadge look={{ word: 'Taken; the answer is not known', tone: 'waiting', Icon: IconHelpCircle }} />
            <p>
              {event
                ? 'Identity Cloud has the test among its events, but has not said yet how it ended.'
                : 'Identity Cloud took the test, and its events do not show it: whether it stores tests is not documented.'}{' '}
              Look into the log of the listener.
            </p>
          </>
        ) : null}
      </div>
      {is === 'watching' ? <p aria-hidden>{durationWords(Math.max(1_000, waited))}</p> : null}
      {event ? (
        <Anchor component={Link} to={paths.event(environment, subscription.id, event.id)} onClick={onLeave}>
          Open its event
        </Anchor>
      ) : null}
    </>
  )
}

/** "The listener answered 200 after 1 attempt." */
const answeredWords = (event: EventItem): string => {
  const answer = event.listenerStatus === null ? noAnswer(event) : `The listener answered ${answerWords(event)}`
  const next = event.state === 'awaiting-retry' ? ' Identity Cloud tries again by itself.' : ''
  const after = event.attempts === null ? '' : ` after ${counted(event.attempts, 'attempt')}`
  return `${answer}${after}.${next}`
}

const noAnswer = (event: EventItem): string =>
  event.state === 'success' ? 'The listener accepted it' : `No answer (${answerWords(event)})`
