import { Anchor } from '@mantine/core'
import { IconCircleCheck, IconProgress } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Environment } from '../../contract/session.ts'
import { paths } from '../address/paths.ts'
import type { WriteOutcome } from '../api/outcome.ts'
import { lookOfProblem } from '../components/problem-look.ts'
import { reasonOrRemedy } from '../components/said.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import classes from './CopyIn.module.css'
import type { Row } from './compare.ts'

interface RowResultProps {
  environment: Environment
  row: Row
  outcome: WriteOutcome | undefined
  /** It is being done right now. */
  under: boolean
}

/** Shows the result of one row, with the reason when it did not work. */
export function RowResult({ environment, row, outcome, under }: RowResultProps) {
  if (under) return <ToneBadge look={{ word: 'Under way', tone: 'running', Icon: IconProgress }} />
  if (!outcome) return null
  const { state, problem, current, notes = [] } = outcome
  if (state === 'done') {
    return (
      <>
        <ToneBadge
          look={{ word: row.kind === 'create' ? 'Created' : 'Changed', tone: 'success', Icon: IconCircleCheck }}
        />
        {notes.map((note) => (
          <p key={note} className={classes.quiet}>
            {note}
          </p>
        ))}
        {current ? (
          <Anchor component={Link} inherit to={paths.subscription(environment.id, current.id)}>
            Open it
          </Anchor>
        ) : null}
      </>
    )
  }
  return (
    <>
      <ToneBadge look={lookOfProblem(problem?.code ?? 'internal')} />
      <p className={classes.quiet}>
        {problem ? `${problem.title}. ` : ''}
        {state === 'changed'
          ? row.kind === 'same'
            ? 'It is now as the file has it: nothing is left to do.'
            : 'What differs from theirs is shown here now; trying again overwrites it.'
          : problem && reasonOrRemedy(problem)}
      </p>
      {problem?.fields?.map(({ name, reason }) => (
        <p key={name} className={classes.quiet}>
          {name}: {reason}
        </p>
      ))}
    </>
  )
}
