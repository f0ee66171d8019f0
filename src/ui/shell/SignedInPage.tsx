import { useEffect } from 'react'
import { Link } from 'react-router'
import { paths } from '../paths.ts'
import { Mark } from './Mark.tsx'
import classes from './SignIn.module.css'
import { tellSignedIn } from './sign-in-elsewhere.ts'

/** Where signing in again, in a tab of its own, ends. It tells the tab that waits and closes itself, if it may. */
export function SignedInPage() {
  useEffect(() => {
    tellSignedIn()
    window.close()
  }, [])
  return (
    <main className={classes.page}>
      <title>Signed in · Webhooks Console</title>
      <div className={classes.card}>
        <Mark size={40} />
        <h1 className={classes.title}>You are signed in</h1>
        <p className={classes.text}>Close this tab and go on where you were: your work is still there.</p>
        <Link to={paths.home()}>Or open the console here</Link>
      </div>
    </main>
  )
}
