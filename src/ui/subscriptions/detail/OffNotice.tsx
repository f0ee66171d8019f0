import { IconPlayerPause } from '@tabler/icons-react'
import type { TurnedOff } from '../../../contract/subscription.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { Moment } from '../../kit/time/Moment.tsx'
import classes from './Subscription.module.css'

interface OffNoticeProps {
  /** Undefined while nobody has asked who did it. */
  turnedOff: TurnedOff | null | undefined
  title: string
  /** Says why the reader's role may not turn it on. */
  turnOnDenied: string | undefined
  onTurnOn: () => void
}

/**
 * Says since when a subscription is off, by whom and why, and what that means: what happens meanwhile fails, and is
 * forgotten (API 6.4, 6.5).
 */
export function OffNotice({ turnedOff, title, turnOnDenied, onTurnOn }: OffNoticeProps) {
  return (
    <div className={classes.off}>
      <IconPlayerPause size={16} stroke={1.75} aria-hidden />
      <span>
        <strong>Off{turnedOff ? ' ' : '.'}</strong>
        {turnedOff ? (
          <>
            since <Moment at={turnedOff.at} />, by {turnedOff.by}
            {turnedOff.reason ? `: “${turnedOff.reason}”. ` : ', without a reason. '}
          </>
        ) : (
          ' '
        )}
        {turnedOff === null ? 'It was not turned off in this console. ' : null}
        Events go on being recorded, fail at once and are gone after 7 days. Nothing can be redelivered before it is on
        again.
      </span>
      <ActionButton
        size="compact-sm"
        className={classes.turnOn}
        disabledReason={turnOnDenied}
        aria-label={`Turn on ${title}`}
        onClick={onTurnOn}
      >
        Turn on…
      </ActionButton>
    </div>
  )
}
