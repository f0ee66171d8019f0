import { QueryErrorResetBoundary, useQueryClient } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { problemOf, type ShownProblem } from './problem.ts'

/** How a problem is shown where the panel's words would not do; undefined where they do. */
type ShowProblem = (problem: ShownProblem) => ReactNode

interface CatchProps {
  /** Another value means another thing to show: a failure of the last one is forgotten. */
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
  /** What is shown while its queries load: a skeleton of the final size. */
  fallback: ReactNode
  /** What is shown, as text: the address, say. */
  resetKey: string
  /** Words of the page's own for some problems ("there is no such subscription"). */
  problem?: ShowProblem
  children: ReactNode
}

/**
 * Around whatever reads with `useSuspenseQuery`: its skeleton, and its failure with a retry that asks again. What failed
 * at the same time further inside, and is not on show, is forgotten with it: one retry is enough for a page.
 */
export function QueryBoundary({ fallback, resetKey, problem, children }: QueryBoundaryProps) {
  const client = useQueryClient()
  const forget = () => client.removeQueries({ type: 'inactive', predicate: ({ state }) => state.status === 'error' })
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
