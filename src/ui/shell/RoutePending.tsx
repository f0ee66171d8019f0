import classes from './Shell.module.css'

/** Shows that the session is loading, but only after a second, so that nothing flashes. */
export function RoutePending() {
  return (
    <p className={classes.pending} role="status">
      Loading
    </p>
  )
}
