import { Anchor } from '@mantine/core'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { paths } from '../../address/paths.ts'
import classes from '../SignIn.module.css'
import { SignInFrame } from './SignInFrame.tsx'
import { announceSignIn } from './sign-in-elsewhere.ts'

/** Ends a sign-in in a second tab: it announces the sign-in to the waiting tab and closes itself, if it may. */
export function SignedInPage() {
  useEffect(() => {
    announceSignIn()
    window.close()
  }, [])
  return (
    <SignInFrame title="You are signed in">
      <p className={classes.text}>Close this tab and go on where you were: everything is still there.</p>
      <Anchor component={Link} to={paths.home()}>
        Or open the console here
      </Anchor>
    </SignInFrame>
  )
}
