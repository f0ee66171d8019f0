import { QueryErrorResetBoundary, useQueryClient } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { problemOf, type ShownProblem } from './problem.ts'

/** Returns words of the page's own for a problem; undefined where the panel's words will do. */
type ShowProblem = (problem: ShownProblem) => ReactNode

interface CatchProps {
  /** Another value means other content, for which an earlier failure does not count. */
  resetKey: string
  onReset: () => void
  show: ShowProblem | undefined
  children: ReactNode
}

class Catch extends Component<CatchProps, { error: unknown; resetKey: string }> {
  override state = { error: undefined, resetKey: this.props.resetKey }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  static getDerivedStateFromProps = (props: CatchProps, state: { resetKey: string }) =>
    props.resetKey === state.resetKey ? null : { error: undefined, resetKey: props.resetKey }

  retry = () => {
    this.props.onReset()
    this.setState({ error: undefined })
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const problem = problemOf(error)
    return this.props.show?.(problem) ?? <ProblemPanel problem={problem} onRetry={this.retry} />
  }
}

interface QueryBoundaryProps {
  /** Shown while the queries load: a skeleton of the final size. */
  fallback: ReactNode
  /** Names the content, such as its address. */
  resetKey: string
  /** The page's own words for some problems ("there is no such subscription"). */
  problem?: ShowProblem
  children: ReactNode
}

/**
 * Shows the skeleton of content that reads with `useSuspenseQuery`, or its problem with a retry. The retry also forgets
 * failures further inside, and first requests from before it, which may fail yet: one is enough for a page.
 */
export function QueryBoundary({ fallback, resetKey, problem, children }: QueryBoundaryProps) {
  const client = useQueryClient()
  const forget = () =>
    client.removeQueries({
      type: 'inactive',
      predicate: ({ state: { status, fetchStatus } }) =>
        status === 'error' || (status === 'pending' && fetchStatus === 'fetching'),
    })
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch
          resetKey={resetKey}
          onReset={() => {
            forget()
            reset()
          }}
          show={problem}
        >
          <Suspense fallback={fallback}>{children}</Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  )
}
