import { useEffect, useRef } from 'react'
import { count, counted } from '../kit/text/count-words.ts'
import classes from './CopyIn.module.css'
import type { FileProblem } from './read-file.ts'

/** More than anybody corrects at once; the number of all is told. */
const SHOWN = 200

/** Everything that is wrong with a file, each with its place; nothing of it was taken. */
export function FileProblems({ name, problems }: { name: string | undefined; problems: FileProblem[] }) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section ref={place} tabIndex={-1} className={classes.problems} aria-label="Problems of the file" role="alert">
      <h2>
        {name ? `${name} cannot be taken in` : 'The pasted text cannot be taken in'}:{' '}
        {counted(problems.length, 'problem')}
      </h2>
      <ul>
        {problems.slice(0, SHOWN).map(({ place: where, message }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read alike
          <li key={at}>
            <b>{where}</b>: {message}
          </li>
        ))}
      </ul>
      {problems.length > SHOWN ? <p>And {count(problems.length - SHOWN)} more.</p> : null}
    </section>
  )
}
