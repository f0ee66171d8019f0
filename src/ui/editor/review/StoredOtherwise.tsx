import { Button } from '@mantine/core'
import type { EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { list, manyOf, textOf, words } from '../../../filter/words.ts'
import classes from './Review.module.css'

/** The stored subscription, and what a person has to know of the way there. */
export interface Stored {
  subscription: Subscription
  unfiltered: boolean
  differences: EditReply['differences']
}

interface StoredOtherwiseProps {
  stored: Stored
  onDone: () => void
}

/**
 * Shows a moment without a filter, in which everything was sent, and every field that the API stored otherwise (API
 * 4.5).
 */
export function StoredOtherwise({ stored: { subscription, unfiltered, differences }, onDone }: StoredOtherwiseProps) {
  return (
    <div className={classes.form}>
      {unfiltered ? (
        <p>
          Identity Cloud merged the new filter with the old one, so the filter had to be removed and set again. Between
          the two calls <b translate="no">{subscription.title}</b> had no filter: {textOf(nouns(subscription.events))}{' '}
          of that moment were all sent.
        </p>
      ) : null}
      {differences.length > 0 ? (
        <>
          <p>Identity Cloud stored something else than it was sent:</p>
          <ul className={classes.list}>
            {differences.map(({ name, reason }) => (
              <li key={name}>{reason}.</li>
            ))}
          </ul>
        </>
      ) : null}
      <div className={classes.buttons}>
        <Button variant="filled" onClick={onDone} data-autofocus>
          Go to the subscription
        </Button>
      </div>
    </div>
  )
}

const nouns = (events: string[]) =>
  list(
    events.map((type) => [words(manyOf(type))]),
    'and',
  )
