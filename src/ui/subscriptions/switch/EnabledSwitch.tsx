import { useId } from 'react'
import { hint } from '../../kit/feedback/hint.ts'
import classes from './EnabledSwitch.module.css'

interface EnabledSwitchProps {
  title: string
  enabled: boolean
  /** The reason why it cannot be used, as a sentence. It stays in sight and in the tab order, and says so. */
  disabledReason?: string | undefined
  /** Asked to become this. */
  onSwitch: (enabled: boolean) => void
}

/** Shows whether a subscription is on, and changes it. A native button: a table has a hundred of them. */
export function EnabledSwitch({ title, enabled, disabledReason, onSwitch }: EnabledSwitchProps) {
  const reasonId = useId()
  return (
    <span className={classes.place} data-on={enabled || undefined}>
      <button
        type="button"
        role="switch"
        aria-checked={enabled}
        aria-label={`Enabled: ${title}`}
        className={classes.switch}
        onClick={() => {
          if (!disabledReason) onSwitch(!enabled)
        }}
        {...(disabledReason ? { 'aria-disabled': true, 'aria-describedby': reasonId, ...hint(disabledReason) } : {})}
      />
      <span className={classes.word} aria-hidden>
        {enabled ? 'On' : 'Off'}
      </span>
      {disabledReason ? (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      ) : null}
    </span>
  )
}
