import classes from './Consequences.module.css'

/** A share as a bar; the figures stand beside it. */
export function Bar({ part, whole }: { part: number; whole: number }) {
  return (
    <span
      className={classes.bar}
      aria-hidden
      ref={(element) => element?.style.setProperty('--share', `${whole === 0 ? 0 : (100 * part) / whole}%`)}
    />
  )
}
