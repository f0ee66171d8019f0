import { Button } from '@mantine/core'
import { useLocation } from 'react-router'
import { paths } from '../paths.ts'
import { Mark } from './Mark.tsx'
import classes from './SignIn.module.css'

/** The way in. The address is kept: a deep link opens after signing in. */
export function SignInPage() {
  const { pathname, search } = useLocation()
  return (
    <main className={classes.page}>
      <title>Sign in · Webhooks Console</title>
      <div className={classes.card}>
        <Mark size={40} />
        <h1 className={classes.title}>Webhooks Console</h1>
        <p className={classes.text}>
          Subscriptions, deliveries and redeliveries of Identity Cloud. You need an account of your organisation.
        </p>
        <Button component="a" href={paths.signIn(pathname + search)} variant="filled" size="md">
          Sign in
        </Button>
      </div>
    </main>
  )
}
