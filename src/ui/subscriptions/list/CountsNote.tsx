import type { SubscriptionPage } from '../../../contract/subscription.ts'
import { freshnessOf } from '../../components/counts.ts'
import { counted } from '../../kit/text/count-words.ts'
import { Time } from '../../kit/time/Time.tsx'
import classes from './Notes.module.css'

/** Says how old the oldest count of this page is, and which counts cover a part only. */
export function CountsNote({ page: { items } }: { page: SubscriptionPage }) {
  const { asOf, unread, partial, failed, unknown } = freshnessOf(items.map(({ stats }) => stats.freshness))
  return (
    <p className={classes.counts}>
      {asOf === null ? (
        'The stored events have not been read yet.'
      ) : (
        <>
          Counts are of the last 7 days, the oldest read <Time at={asOf} />.
        </>
      )}
      {asOf !== null && unread > 0 ? ` Of ${counted(unread, 'subscription')} (–) nothing was read yet.` : ''}
      {partial > 0 ? ` Of ${counted(partial, 'subscription')} (+) only a part was read.` : ''}
      {unknown > 0
        ? ` ${counted(unknown, 'subscription has', 'subscriptions have')} events in a state this console does not know (+).`
        : ''}
      {failed > 0 ? ` ${counted(failed, 'subscription')} could not be read to the end.` : ''}
    </p>
  )
}
