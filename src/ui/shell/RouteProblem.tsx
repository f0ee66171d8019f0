import { isRouteErrorResponse, useRevalidator, useRouteError } from 'react-router'
import { ProblemError, problemOf } from '../api/problem.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'

/** Shows the problem of a page that could not be loaded or broke. */
export function RouteProblem() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  const problem = problemOf(error)
  const retry = error instanceof ProblemError ? () => void revalidate() : () => location.reload()
  return (
    <>
      <title>{`${problem.title} · Webhooks Console`}</title>
      <ProblemPanel problem={problem} onRetry={problem.code === 'not_found' ? undefined : retry} page />
    </>
  )
}
