import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { EventDetail } from '../../contract/event.ts'
import { hint } from '../kit/feedback/hint.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './DeliveryLadder.module.css'
import { ladderOf, type Rung, roundsOf } from './ladder.ts'

const LOOK: Record<Rung['outcome'], { word: string; tone: string; Icon: ComponentType<IconProps> }> = {
  accepted: { word: 'Accepted', tone: 'success', Icon: IconCircleCheck },
  failed: { word: 'Failed', tone: 'failure', Icon: IconAlertTriangle },
  next: { word: 'Next', tone: 'waiting', Icon: IconClockHour4 },
  open: { word: 'If needed', tone: 'off', Icon: IconCircleDashed },
  unused: { word: 'Not used', tone: 'off', Icon: IconCircle },
}

/** The six attempts that Identity Cloud makes, drawn as they stand (API 6.3). */
export function DeliveryLadder({ detail: { event, history, historyProblem } }: { detail: EventDetail }) {
  const rounds = roundsOf(history)
  if (historyProblem !== null) return null
  return (
    <section aria-labelledby="ladder" className={classes.section}>
      <h3 id="ladder" className={classes.title}>
        Delivery
        {rounds > 1 ? (
          <span className={classes.quiet}>
            round {rounds}, after {rounds === 2 ? 'a redelivery' : `${rounds - 1} redeliveries`}
          </span>
        ) : null}
      </h3>
      {event.cause === 'off' && event.attempts === 0 ? (
        <p className={classes.quiet}>Never sent: the subscription was off when it was recorded.</p>
      ) : (
        <ol className={classes.ladder}>
          {ladderOf(event, history).map((rung) => (
            <Step key={rung.number} rung={rung} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Step({ rung }: { rung: Rung }) {
  const { word, tone, Icon } = LOOK[rung.outcome]
  const answer = rung.status ?? (rung.error ? 'no answer' : '')
  return (
    <li className={classes.step} data-tone={tone} data-outcome={rung.outcome}>
      <span className={classes.icon}>
        <Icon size={18} stroke={1.75} aria-hidden />
      </span>
      <span className={classes.word}>
        {word}
        {answer === '' ? null : <span {...hint(rung.error ?? undefined)}> · {answer}</span>}
      </span>
      <span className={classes.when}>{rung.wait}</span>
      <span className={classes.when}>{rung.at ? <Time at={rung.at} /> : null}</span>
    </li>
  )
}
