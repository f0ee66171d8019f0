import type { Subscription } from '../../../contract/subscription.ts'
import { finePrint, sentenceParts } from '../../../filter/sentence.ts'
import type { Part } from '../../../filter/words.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { CodeBlock } from '../../kit/text/CodeBlock.tsx'
import classes from './Settings.module.css'

interface FilterInFullProps {
  subscription: Subscription
}

/** Returns the full value of a shortened part: the id behind a name, the values that were left out. */
const behind = (part: Part): string | undefined => {
  if (part.kind === 'words') return undefined
  if (part.kind === 'more') return part.values.join(', ')
  return part.value === part.text ? undefined : part.value
}

const PartOfSentence = ({ part }: { part: Part }) =>
  part.kind === 'words' ? (
    part.text
  ) : (
    <span className={classes.part} data-kind={part.kind} {...hint(behind(part))}>
      {part.text}
    </span>
  )

/** A filter in words, with what the words leave out, and word for word as JSON. */
export function FilterInFull({ subscription: { filter, events } }: FilterInFullProps) {
  const environment = useEnvironment()
  return (
    <section className={classes.section}>
      <h2>Filter</h2>
      <p className={classes.sentence}>
        {sentenceParts(filter, events, environment).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence
          <PartOfSentence key={index} part={part} />
        ))}
        .
      </p>
      {finePrint(filter, events).map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      {filter ? (
        <CodeBlock code={JSON.stringify(filter, null, 2)} label="filter as JSON" wrap />
      ) : (
        <p className={classes.note}>There is no filter: every event of the types above is sent.</p>
      )}
    </section>
  )
}
