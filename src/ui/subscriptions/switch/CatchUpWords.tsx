import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { paceWords } from '../../kit/time/duration.ts'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import classes from '../Switch.module.css'
import { catchUpTime, missedWords } from './catch-up-words.ts'

interface CatchUpWordsProps {
  subscription: Pick<SubscriptionRow, 'title' | 'stats'>
}

/** It is on again: what that did not bring back, and what bringing it back takes (API 6.4, 7). */
export function CatchUpWords({ subscription }: CatchUpWordsProps) {
  const { redeliveryInterval } = useEnvironment()
  return (
    <>
      <p>
        <b className={classes.strong}>{missedWords([subscription])}.</b> Switching on does not send them: redelivery
        does, {paceWords(redeliveryInterval)}, which takes about {catchUpTime([subscription], redeliveryInterval)}.
        {subscription.stats.soonestExpiry ? (
          <>
            {' '}
            The first failed event <ExpiresIn at={subscription.stats.soonestExpiry} long />.
          </>
        ) : null}
      </p>
      <p>You see the plan first; nothing is sent before you start it.</p>
    </>
  )
}
