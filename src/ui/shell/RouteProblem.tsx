import { isRouteErrorResponse, useRevalidator, useRouteError } from 'react-router'
import { ProblemError, problemOf } from '../api/problem.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import classes from './Shell.module.css'

/** What a route shows when it could not be loaded, or broke while being shown. */
export function RouteProblem() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  const retry = error instanceof ProblemError ? () => void revalidate() : () => location.reload()
  return (
    <div className={classes.page}>
      <title>Problem · Webhooks Console</title>
      <ProblemPanel problem={problemOf(error)} onRetry={retry} />
    </div>
  )
}
