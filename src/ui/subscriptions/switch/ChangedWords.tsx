import type { ReactNode } from 'react'
import type { Environment } from '../../../contract/session.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { FIELD_NAMES } from '../../../contract/words/subscription-fields.ts'
import { changedFields, type SubscriptionField } from '../../../filter/changed-fields.ts'
import { sentence } from '../../../filter/sentence.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { Time } from '../../kit/time/Time.tsx'
import classes from '../Switch.module.css'

const shownAs = (subscription: Subscription, field: SubscriptionField, environment: Environment): ReactNode => {
  if (field === 'events') return subscription.events.map(eventTypeWord).join(', ') || 'none'
  if (field === 'enabled') return subscription.enabled ? 'On' : 'Off'
  if (field === 'filter') return sentence(subscription.filter, subscription.events, environment)
  return subscription[field]
}

interface ChangedWordsProps {
  seen: Subscription
  now: Subscription
}

/** Shows what another person changed since this was seen, field by field. */
export function ChangedWords({ seen, now }: ChangedWordsProps) {
  const environment = useEnvironment()
  const fields = changedFields(seen, now)
  return (
    <>
      <p>
        Somebody else changed it
        {now.updatedAt ? (
          <>
            {' '}
            at <Time at={now.updatedAt} absolute />
          </>
        ) : null}
        , after this page had read it. Yours was not stored.
      </p>
      {fields.length === 0 ? <p>Nothing that is shown here differs.</p> : null}
      <dl className={classes.changes}>
        {fields.map((field) => (
          <div key={field} className={classes.change}>
            <dt>{FIELD_NAMES[field]}</dt>
            <dd>
              <span className={classes.side}>You saw</span> <del>{shownAs(seen, field, environment)}</del>
            </dd>
            <dd>
              <span className={classes.side}>Theirs</span> <ins>{shownAs(now, field, environment)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
