import type { EventStats, Subscription } from '../../../contract/subscription.ts'
import { countText } from '../../components/counts.ts'
import { counted } from '../../kit/text/count-words.ts'
import { splitEndpoint } from '../endpoint.ts'
import classes from '../Switch.module.css'

interface DeleteWordsProps {
  subscription: Subscription
  stats: EventStats
}

/** Says what deleting takes along: the stored events, and with them the chance to deliver what failed (API 3.5). */
export function DeleteWords({ subscription, stats: { total, failed, pending, freshness } }: DeleteWordsProps) {
  return (
    <ul className={classes.words}>
      <li>Nothing is sent to {splitEndpoint(subscription.endpoint).host} through it any more.</li>
      {freshness.asOf === null ? (
        <li>Its stored events are deleted with it. How many there are has not been read yet.</li>
      ) : (
        <li>
          {freshness.complete ? `All ${counted(total, 'stored event')}` : `At least ${counted(total, 'stored event')}`}{' '}
          of the last 7 days {total === 1 && freshness.complete ? 'is' : 'are'} deleted with it.
        </li>
      )}
      {failed > 0 ? (
        <li>
          <b>{countText(failed, freshness).text} of them failed</b> and can never be delivered then.
        </li>
      ) : null}
      {pending > 0 ? <li>{countText(pending, freshness).text} are still on the way.</li> : null}
      <li>There is no way back. Copied as JSON, it can be created anew, with another id.</li>
    </ul>
  )
}
