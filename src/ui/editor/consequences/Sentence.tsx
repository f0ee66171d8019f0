import type { Part } from '../../../filter/words.ts'
import { hint } from '../../kit/feedback/hint.ts'
import classes from './Consequences.module.css'

/** Returns the full value of a shortened part: the id behind a name, the values that were left out. */
const behind = (part: Part): string | undefined => {
  if (part.kind === 'words') return undefined
  if (part.kind === 'more') return part.values.join(', ')
  return part.value === part.text ? undefined : part.value
}

/** A sentence with its names and identifiers set apart. */
export function Sentence({ parts }: { parts: Part[] }) {
  return (
    <>
      {parts.map((part, index) =>
        part.kind === 'words' ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence
          <span key={index} className={classes.part} data-kind={part.kind} {...hint(behind(part))}>
            {part.text}
          </span>
        ),
      )}
      .
    </>
  )
}
