import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Overview } from '../../contract/overview.ts'
import { unknownStatesWords } from '../components/unknown-states.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import classes from './Overview.module.css'

/** Says what was looked at and how old that is, so that "nothing" is known to mean nothing. */
export function LookedAt({ overview }: { overview: Overview }) {
  const { subscriptions, freshness, lastDeliveredAt } = overview
  return (
    <div className={classes.looked}>
      <span>
        {subscriptions ? (
          <>
            {counted(subscriptions.all, 'subscription')}, {count(subscriptions.on)} on
          </>
        ) : (
          'The list of subscriptions could not be read'
        )}
      </span>
      {subscriptions && subscriptions.missing > 0 ? (
        <Doubt>{count(subscriptions.missing)} more could not be read</Doubt>
      ) : null}
      {lastDeliveredAt ? (
        <span>
          last delivery <Time at={lastDeliveredAt} />
        </span>
      ) : subscriptions && subscriptions.all > 0 ? (
        <span>no delivery in what was read</span>
      ) : null}
      <Read freshness={freshness} />
      {freshness.syncing ? (
        <span className={classes.reading}>
          <IconRefresh size={14} stroke={1.75} aria-hidden /> Reading
        </span>
      ) : null}
      {freshness.unreadable > 0 ? <Doubt>{counted(freshness.unreadable, 'event')} could not be read</Doubt> : null}
      {freshness.unknownStates.length > 0 ? <Doubt>{unknownStatesWords(freshness.unknownStates)}</Doubt> : null}
    </div>
  )
}

/** Words how much of the stored events was read, and the age of the oldest copy. */
function Read({ freshness: { asOf, complete, read, total, subscriptions, unread } }: Pick<Overview, 'freshness'>) {
  if (subscriptions === 0) return null
  if (asOf === null) return <Doubt>no stored event has been read yet</Doubt>
  const when = (
    <>
      {subscriptions > 1 ? 'the oldest copy ' : ''}
      <Time at={asOf} />
    </>
  )
  if (complete && unread === 0) {
    return (
      <span>
        all {count(read)} events of 7 days read, {when}
      </span>
    )
  }
  return (
    <>
      <Doubt>
        {total === null ? `${count(read)} events read so far` : `${count(read)} of ${count(total)} events read`}
        {unread > 0 ? `, those of ${counted(unread, 'subscription')} not yet` : ''}
      </Doubt>
      <span>{when}</span>
    </>
  )
}

const Doubt = ({ children }: { children: ReactNode }) => (
  <span className={classes.doubt}>
    <IconAlertTriangle size={14} stroke={1.75} aria-hidden /> <span>{children}</span>
  </span>
)
