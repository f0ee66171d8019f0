import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '../../contract/problem.ts'
import classes from '../kit/Message.module.css'
import { Identifier } from '../kit/text/Identifier.tsx'
import { lookOfProblem } from './problem-look.ts'
import { saidWords } from './said.ts'
import { useRetryAfter } from './use-retry-after.ts'
import { WhatDiffered } from './WhatDiffered.tsx'

/** The parts of a problem that are shown; `code` may also be the page's own. */
export type ProblemShown = Omit<Problem, 'code' | 'status'> & { code: string }

interface ProblemPanelProps {
  problem: ProblemShown
  /** Tries again; left out where that cannot help. */
  onRetry?: (() => void) | undefined
  /** Further buttons. */
  actions?: ReactNode
  /** Makes its title the page's heading, when the page shows nothing else. */
  page?: boolean
}

/** Words the remedy, with the time to wait where the API named one. */
const remedyOf = ({ code, remedy, retryAfter }: ProblemShown): string =>
  retryAfter && code !== 'store_unavailable' ? `${remedy} It asks for ${Math.ceil(retryAfter)} s.` : remedy

const Said = ({ problem }: { problem: ProblemShown }) => {
  const words = saidWords(problem)
  return words ? <p className={classes.text}>{words}</p> : null
}

const Words = ({ problem }: { problem: ProblemShown }) => (
  <>
    <p className={classes.text}>{remedyOf(problem)}</p>
    <Said problem={problem} />
    {problem.differs ? (
      <p className={classes.text}>
        <WhatDiffered differs={problem.differs} />
      </p>
    ) : null}
    {problem.fields?.map((field) => (
      <p key={field.name} className={classes.text}>
        {field.name}: {field.reason}
      </p>
    ))}
  </>
)

/** Shows what could not be loaded or done, the remedy, a retry, and the id to quote. */
export function ProblemPanel({ problem, onRetry, actions, page = false }: ProblemPanelProps) {
  const { word, tone, Icon } = lookOfProblem(problem.code)
  const Title = page ? 'h1' : 'h2'
  useRetryAfter(problem, onRetry)
  return (
    <div className={classes.message} role="alert">
      <span className={classes.kicker} data-tone={tone}>
        <Icon size={16} stroke={1.75} aria-hidden />
        {word}
      </span>
      <Title className={classes.title}>{problem.title}</Title>
      <Words problem={problem} />
      <div className={classes.actions}>
        {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
        {actions}
      </div>
      <RequestId id={problem.requestId} />
    </div>
  )
}

const RequestId = ({ id }: { id: string }) =>
  id ? (
    <span className={classes.request}>
      Request <Identifier value={id} label="request id" />
    </span>
  ) : null

/** Shows a problem in one line, beside content that stays. */
export function ProblemNotice({ problem, onRetry }: Omit<ProblemPanelProps, 'actions' | 'page'>) {
  const { word, tone, Icon } = lookOfProblem(problem.code)
  return (
    <div className={classes.notice} data-tone={tone} role="alert">
      <span className={classes.kicker} data-tone={tone}>
        <Icon size={16} stroke={1.75} aria-hidden />
        {word}
      </span>
      <span>
        {problem.title}. {remedyOf(problem)} {saidWords(problem)}{' '}
        {problem.differs ? <WhatDiffered differs={problem.differs} /> : null}
      </span>
      <RequestId id={problem.requestId} />
      {onRetry ? (
        <Button size="compact-sm" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  )
}
