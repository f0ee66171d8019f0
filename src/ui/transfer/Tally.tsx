import type { Environment } from '../../contract/session.ts'
import classes from './CopyIn.module.css'
import { type Count, tallyWords } from './taking.ts'

/** Shows the result of all rows in one sentence, which is spoken as well. */
export function Tally({ tally, environment }: { tally: Count; environment: Environment }) {
  return (
    <div className={classes.tally} role="status">
      <b>In {environment.name}:</b> {tallyWords(tally)}
      {tally.unknown > 0 ? (
        <p className={classes.quiet}>
          What nobody knows of is not tried again, so that nothing is done twice. “Compare again” shows whether it is
          there.
        </p>
      ) : null}
    </div>
  )
}
