import type { ReactNode } from 'react'
import type { Plan } from '../../../contract/plan.ts'
import { leftOutWords } from '../../../contract/words/left-out.ts'
import { count } from '../../kit/text/count-words.ts'
import { FirstTurns } from './FirstTurns.tsx'
import classes from './NewRun.module.css'
import { leftOutTotal } from './plan-words.ts'

interface PlanRestProps {
  plan: Plan
  /** The lanes. */
  children: ReactNode
}

/** Shows the evidence of the figures: lanes, events left out, first turns. */
export function PlanRest({ plan, children }: PlanRestProps) {
  return (
    <>
      {children}
      {leftOutTotal(plan.leftOut) > 0 ? (
        <section className={classes.section} aria-labelledby="run-left-out">
          <h2 id="run-left-out" className={classes.heading}>
            Left out: {count(leftOutTotal(plan.leftOut))} of {count(plan.selected)}
          </h2>
          <ul className={classes.list}>
            {leftOutWords(plan.leftOut).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {plan.turns.length > 0 ? (
        <details className={classes.section}>
          <summary className={classes.heading}>
            {plan.turns.length < plan.total
              ? `The first ${count(plan.turns.length)} turns`
              : plan.total === 1
                ? 'The one turn'
                : `All ${count(plan.total)} turns`}
          </summary>
          <FirstTurns plan={plan} />
        </details>
      ) : null}
    </>
  )
}
