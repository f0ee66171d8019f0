import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { isRouteErrorResponse, useRevalidator, useRouteError } from 'react-router'
import { ProblemError, problemOf } from '../api/problem.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { PartMissing } from '../kit/lazy/load-part.ts'
import { reloadPage } from '../kit/lazy/reload.ts'
import { NotFoundPage } from './NotFoundPage.tsx'

/** Shows the problem of a page that could not be loaded or broke. */
export function RouteProblem() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  const missing = error instanceof PartMissing
  useEffect(() => {
    if (!missing) return
    const again = () => void revalidate()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [missing, revalidate])
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  const problem = problemOf(error)
  const retry = error instanceof ProblemError || missing ? () => void revalidate() : () => location.reload()
  return (
    <>
      <title>{`${problem.title} · Webhooks Console`}</title>
      <ProblemPanel
        problem={problem}
        onRetry={problem.code === 'not_found' ? undefined : retry}
        actions={missing ? <Button onClick={reloadPage}>Reload</Button> : undefined}
        page
      />
    </>
  )
}
