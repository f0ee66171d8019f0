import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { counted } from '../../kit/text/count-words.ts'
import { paceWords } from '../../kit/time/duration.ts'
import classes from '../Switch.module.css'

interface BulkSwitchWordsProps {
  /** Those that will be switched. */
  rows: readonly SubscriptionRow[]
  /** The number of selected subscriptions that are so already. */
  already: number
  enabled: boolean
}

/** Says what turning several on or off does to their events (API 6.4, 6.5, 7). */
export function BulkSwitchWords({ rows, already, enabled }: BulkSwitchWordsProps) {
  const environment = useEnvironment()
  const sum = (of: 'pending' | 'failedWhileOff') => rows.reduce((all, { stats }) => all + stats[of], 0)
  const least = rows.every(({ stats }) => stats.freshness.complete) ? '' : 'At least '
  const failed = sum('failedWhileOff')
  const pace = `${paceWords(environment.redeliveryInterval)} for each subscription`
  const pending = sum('pending')
  return (
    <ul className={classes.words}>
      {enabled ? (
        <>
          <li>From now on events are delivered to their listeners again.</li>
          <li>
            {least}
            {counted(failed, 'event')} failed while they were off.
            {failed > 0 ? ` They are not sent by themselves: they must be redelivered, ${pace}.` : ''}
          </li>
        </>
      ) : (
        <>
          <li>Nothing is delivered to their listeners any more.</li>
          <li>Events go on being recorded and are marked failed at once. After 7 days they are gone.</li>
          <li>Turning them on again does not send these: they must be redelivered, {pace}.</li>
          {pending > 0 ? (
            <li>
              {least}
              {counted(pending, 'event is', 'events are')} on the way now. An attempt under way is finished, but none is
              tried again.
            </li>
          ) : null}
        </>
      )}
      {already > 0 ? (
        <li>
          {counted(already, 'selected one is', 'selected ones are')} {enabled ? 'on' : 'off'} already and not touched.
        </li>
      ) : null}
    </ul>
  )
}
