import { IconPlayerPause } from '@tabler/icons-react'
import classes from './Subscription.module.css'

/** Off is no pause: what happens meanwhile fails, and is forgotten (API 6.4, 6.5). */
export function OffNotice() {
  return (
    <p className={classes.off}>
      <IconPlayerPause size={16} stroke={1.75} aria-hidden />
      <span>
        <strong>Off.</strong> Events go on being recorded, fail at once and are gone after 7 days. Nothing can be
        redelivered before it is on again.
      </span>
    </p>
  )
}
