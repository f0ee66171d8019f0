import type { SubscriptionPage } from '../../../contract/subscription.ts'
import { Time } from '../../kit/time/Time.tsx'
import classes from './Notes.module.css'

/** Says since when the list could not be read, and why: during an outage of the API the last one stays. */
export function OutageNote({ page: { asOf, problem } }: { page: SubscriptionPage }) {
  if (problem === undefined) return null
  return (
    <p className={classes.missing}>
      This list was read <Time at={asOf} /> and could not be read again: {problem}.
    </p>
  )
}
