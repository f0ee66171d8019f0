import { useMemo } from 'react'
import { lineDiff, withoutAlike } from './line-diff.ts'
import classes from './Review.module.css'

/** Two texts side by side with what was taken out and put in; one below the other where there is no room. */
export function JsonDiff({ before, after, names }: { before: string; after: string; names: [string, string] }) {
  const lines = useMemo(() => withoutAlike(lineDiff(before, after)), [before, after])
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
          {lines.map((line, at) =>
            'skipped' in line ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              <tr key={at}>
                <td colSpan={2} className={classes.skipped}>
                  {line.skipped} {line.skipped === 1 ? 'line' : 'lines'} alike
                </td>
              </tr>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              <tr key={at} data-same={line.same || undefined}>
                <td data-empty={line.left === null || undefined}>
                  {line.same ? line.left : line.left !== null && <del>{line.left}</del>}
                </td>
                <td data-empty={line.right === null || undefined}>
                  {line.same ? line.right : line.right !== null && <ins>{line.right}</ins>}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  )
}
