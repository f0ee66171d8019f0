import { Button } from '@mantine/core'
import type { Draft } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { FIELD_NAMES } from '../../../contract/words/subscription-fields.ts'
import { Time } from '../../kit/time/Time.tsx'
import { onTopOf } from '../draft.ts'
import { Comparison } from './Comparison.tsx'
import classes from './Review.module.css'

interface ClashProps {
  base: Subscription
  mine: Draft
  theirs: Subscription
  onTake: (kept: 'mine' | 'theirs') => void
}

/** Shows what another person stored since the form was opened, and the choice between it and one's own. */
export function Clash({ base, mine, theirs, onTake }: ClashProps) {
  const { both } = onTopOf(base, mine, theirs)
  return (
    <div className={classes.form}>
      <p>
        It was changed {theirs.updatedAt ? <Time at={theirs.updatedAt} /> : null}, after you opened it. Yours was not
        stored. This is what they changed:
      </p>
      <Comparison before={base} after={theirs} names={['You saw', 'Theirs']} marked={both} />
      <p className={classes.quiet}>
        {both.length > 0
          ? `Keeping yours on top replaces their ${both.map((field) => FIELD_NAMES[field].toLowerCase()).join(', ')}; whatever else they changed stays.`
          : 'You changed other things than they did: keeping yours on top keeps both.'}{' '}
        You see the result before it is stored.
      </p>
      <div className={classes.buttons}>
        <Button onClick={() => onTake('theirs')}>Take theirs and drop mine</Button>
        <Button variant="filled" onClick={() => onTake('mine')} data-autofocus>
          Keep mine on top
        </Button>
      </div>
    </div>
  )
}
