import { Button } from '@mantine/core'
import { useRouteError } from 'react-router'
import { problemOf } from '../api/problem.ts'
import { useRetryAfter } from '../components/use-retry-after.ts'
import { Identifier } from '../kit/text/Identifier.tsx'
import classes from './SignIn.module.css'
import { SignInFrame } from './sign-in/SignInFrame.tsx'

/** Shows the problem when the session, and with it the shell, cannot be loaded. */
export function RootProblem() {
  const problem = problemOf(useRouteError())
  const { title, remedy, requestId } = problem
  useRetryAfter(problem, () => location.reload())
  return (
    <SignInFrame title={title}>
      <p className={classes.text}>{remedy}</p>
      {requestId ? (
        <p className={classes.text}>
          Request <Identifier value={requestId} label="request id" />
        </p>
      ) : null}
      <Button variant="filled" className={classes.button} onClick={() => location.reload()}>
        Try again
      </Button>
    </SignInFrame>
  )
}
