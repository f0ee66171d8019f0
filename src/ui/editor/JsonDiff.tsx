import { useMemo } from 'react'
import { lineDiff } from './line-diff.ts'
import classes from './Review.module.css'

/** Two texts side by side with what was taken out and put in; one below the other where there is no room. */
export function JsonDiff({ before, after, names }: { before: string; after: string; names: [string, string] }) {
  const lines = useMemo(() => lineDiff(before, after), [before, after])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Difference as JSON">
      <table className={classes.diff}>
        <thead>
          <tr>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ left, right, same }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <tr key={at} data-same={same || undefined}>
              <td data-empty={left === null || undefined}>{same ? left : left === null ? '' : <del>{left}</del>}</td>
              <td data-empty={right === null || undefined}>
                {same ? right : right === null ? '' : <ins>{right}</ins>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
