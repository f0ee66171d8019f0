import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import classes from './Replay.module.css'

interface OldTokensProps {
  /** Says how many there are. */
  words: string
  confirmed: boolean
  onConfirm: (confirmed: boolean) => void
}

/** Asks for a tick of its own before tokens are posted that the API itself would have forgotten. */
export function OldTokens({ words, confirmed, onConfirm }: OldTokensProps) {
  return (
    <section className={classes.old} aria-labelledby="old-tokens">
      <h2 id="old-tokens">{words}</h2>
      <p className={classes.quiet}>
        Identity Cloud itself sends nothing that old. What they tell may long be untrue, and listeners may turn them
        away.
      </p>
      <Checkbox
        label="Post old tokens as well"
        checked={confirmed}
        onChange={(event) => onConfirm(event.currentTarget.checked)}
      />
    </section>
  )
}
