import classes from './Shell.module.css'

/** While the session is asked for: nothing at first, so that nothing flashes; after a second, that it is still coming. */
export function RoutePending() {
  return (
    <p className={classes.pending} role="status">
      Loading
    </p>
  )
}
