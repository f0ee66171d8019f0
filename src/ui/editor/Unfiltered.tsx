import { Button } from '@mantine/core'
import type { Subscription } from '../../contract/subscription.ts'
import { manyOf } from '../../filter/words.ts'
import classes from './Review.module.css'

/** Told, not hidden: between two calls there was no filter, and whatever happened then was sent (API 4.5). */
export const Unfiltered = ({ subscription, onDone }: { subscription: Subscription; onDone: () => void }) => (
  <div className={classes.form}>
    <p>
      Identity Cloud merged the new filter with the old one, so the filter had to be removed and set again. It is stored
      as you meant it. Between the two calls <b>{subscription.title}</b> had no filter:{' '}
      {subscription.events.map(manyOf).join(', ')} of that moment were all sent.
    </p>
    <div className={classes.buttons}>
      <Button variant="filled" onClick={onDone} data-autofocus>
        Go to the subscription
      </Button>
    </div>
  </div>
)
