import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import type { Difference } from './differences.ts'
import classes from './Journal.module.css'

interface DifferenceTableProps {
  found: Difference[]
  /** Both sides whole, as JSON. */
  before: string
  after: string
}

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

/** Shows the differences value by value, and both sides whole folded away under them. */
export function DifferenceTable({ found, before, after }: DifferenceTableProps) {
  return (
    <div className={classes.changes}>
      {found.length === 0 ? (
        <p className={classes.none}>Nothing differs between before and after.</p>
      ) : (
        <table className={classes.differences} aria-label="Changed values">
          <thead>
            <tr>
              <th scope="col">Changed</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ path, before: was, after: is }) => (
              <tr key={path}>
                <th scope="row">{path || 'everything'}</th>
                <td>
                  <del>{shown(was)}</del>
                </td>
                <td>
                  <ins>{shown(is)}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details className={classes.whole}>
        <summary>Before and after as JSON</summary>
        <div className={classes.sides}>
          <CodeBlock code={before} label="before" />
          <CodeBlock code={after} label="after" />
        </div>
      </details>
    </div>
  )
}
