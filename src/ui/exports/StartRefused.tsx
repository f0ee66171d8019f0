import { IconHourglassHigh } from '@tabler/icons-react'
import type { ShownProblem } from '../api/problem.ts'
import { saidWords } from '../components/said.ts'
import { Identifier } from '../kit/text/Identifier.tsx'
import classes from './Exports.module.css'

/** Says why the API starts no export now, and that nothing was done, because an event is exported only once. */
export function StartRefused({ problem }: { problem: ShownProblem }) {
  return (
    <div className={classes.refused} role="alert">
      <IconHourglassHigh size={16} stroke={1.75} aria-hidden />
      <div>
        <p className={classes.strong}>{problem.title}</p>
        <p>{problem.remedy} No event was exported.</p>
        <p className={classes.small}>
          {saidWords(problem)}{' '}
          {problem.requestId ? (
            <>
              Request <Identifier value={problem.requestId} label="request id" />
            </>
          ) : null}
        </p>
      </div>
    </div>
  )
}
