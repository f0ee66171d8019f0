import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { saysAll } from '../../../contract/freshness.ts'
import type { EventStats, Subscription } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { searchOf } from '../../api/client.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { LastAnswer } from '../../components/LastAnswer.tsx'
import { count, counted } from '../../kit/text/count-words.ts'
import { paceWords } from '../../kit/time/duration.ts'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import { Time } from '../../kit/time/Time.tsx'
import { splitEndpoint } from '../endpoint.ts'
import classes from '../Switch.module.css'
import { catchUpTime } from './catch-up-words.ts'

interface SwitchOnWordsProps {
  subscription: Subscription
  stats: EventStats
  /** Somebody goes to look at the failed events instead. */
  onLeave: () => void
}

/** Says what turning on does, and what it does not: the events that failed meanwhile stay failed (API 6.4). */
export function SwitchOnWords({ subscription, stats, onLeave }: SwitchOnWordsProps) {
  const environment = useEnvironment()
  return (
    <>
      <ul className={classes.words}>
        <li>From now on events are delivered to {splitEndpoint(subscription.endpoint).host} again.</li>
        {stats.lastAnswer ? (
          <li>
            Its listener’s last answer: <LastAnswer stats={stats} />.
          </li>
        ) : null}
        <li>
          <FailedWhileOff stats={stats} />
        </li>
        {stats.failedWhileOff > 0 ? (
          <li>
            They are not sent by themselves: they must be redelivered, {paceWords(environment.redeliveryInterval)},
            which takes about {catchUpTime([{ title: '', stats }], environment.redeliveryInterval)}
            {stats.soonestExpiry ? (
              <>
                . The first failed event <ExpiresIn at={stats.soonestExpiry} long />
              </>
            ) : null}
            .
          </li>
        ) : null}
      </ul>
      {stats.failedWhileOff > 0 ? (
        <Anchor
          component={Link}
          to={paths.subscriptionFailedEvents(environment.id, subscription.id) + searchOf({ cause: 'off' })}
          onClick={onLeave}
        >
          See what failed while it was off
        </Anchor>
      ) : null}
    </>
  )
}

/** The count, never as more than it is: of a part, "at least"; of nothing read, not at all. */
function FailedWhileOff({ stats: { failedWhileOff, freshness } }: { stats: EventStats }) {
  if (freshness.asOf === null)
    return 'How many events failed while it was off is not known: the stored events have not been read yet.'
  const all = saysAll(freshness)
  const what = failedWhileOff === 0 && all ? 'No event' : `${all ? '' : 'At least '}${counted(failedWhileOff, 'event')}`
  const read = freshness.complete ? '' : `, ${count(freshness.read)} read so far`
  return (
    <>
      {what} failed while it was off (as of <Time at={freshness.asOf} />
      {read}).
    </>
  )
}
