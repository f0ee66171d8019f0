import { Button } from '@mantine/core'
import { useLocation } from 'react-router'
import { paths } from '../../address/paths.ts'
import classes from '../SignIn.module.css'
import { SignInFrame } from './SignInFrame.tsx'

/** Offers to sign in. The address is kept, so that a deep link opens afterwards. */
export function SignInPage() {
  const { pathname, search } = useLocation()
  return (
    <SignInFrame title="Sign in">
      <p className={classes.text}>
        Webhooks Console shows which Identity Cloud subscriptions deliver, and sends again what failed. Use your
        organisation’s account.
      </p>
      <Button component="a" href={paths.signIn(pathname + search)} variant="filled" className={classes.button}>
        Sign in
      </Button>
    </SignInFrame>
  )
}
