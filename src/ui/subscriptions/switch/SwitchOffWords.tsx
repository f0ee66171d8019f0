import type { EventStats, Subscription } from '../../../contract/subscription.ts'
import { counted } from '../../kit/text/count-words.ts'
import { splitEndpoint } from '../endpoint.ts'
import classes from '../Switch.module.css'

/** Says what turning off does to the events of the meantime: it is no pause (API 6.4, 6.5, 7). */
export function SwitchOffWords({ subscription, stats }: { subscription: Subscription; stats: EventStats }) {
  return (
    <ul className={classes.words}>
      <li>Nothing is delivered to {splitEndpoint(subscription.endpoint).host} any more.</li>
      <li>Events go on being recorded and are marked failed at once. After 7 days they are gone.</li>
      <li>Turning it on again does not send them: they must be redelivered, one a minute.</li>
      {stats.pending > 0 ? (
        <li>
          {counted(stats.pending, 'event is', 'events are')} on the way now. An attempt under way is finished, but none
          is tried again.
        </li>
      ) : null}
    </ul>
  )
}
