import { counted } from '../kit/text/count-words.ts'
import classes from './CopyIn.module.css'
import type { groupsOf } from './compare.ts'
import { RowLine } from './RowLine.tsx'
import type { RowContext } from './row-context.ts'

type Group = ReturnType<typeof groupsOf>[number]

const HEADS: Record<Group['name'], (number: number) => string> = {
  clash: (number) => `${counted(number, 'clash', 'clashes')}: left out until you decide`,
  create: (number) => `${number} to create`,
  change: (number) => `${number} to change`,
  same: (number) => `${number} the same already`,
}

/** The rows of one kind; those that are the same are only named. */
export function RowGroup({ group: { name, rows }, ...context }: RowContext & { group: Group }) {
  const words = HEADS[name](rows.length)
  const idle = name === 'same' && rows.every(({ key }) => !context.results.has(key))
  if (idle) {
    return (
      <details className={classes.group}>
        <summary className={classes.groupHead}>{words}</summary>
        <p className={classes.quiet}>{rows.map(({ draft }) => draft.title).join(', ')}</p>
      </details>
    )
  }
  return (
    <section className={classes.group} aria-label={words}>
      <h2 className={classes.groupHead}>{words}</h2>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <RowLine key={row.key} row={row} {...context} />
        ))}
      </ul>
    </section>
  )
}
