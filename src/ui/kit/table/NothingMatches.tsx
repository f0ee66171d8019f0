import { Button } from '@mantine/core'
import classes from '../Message.module.css'

interface NothingMatchesProps {
  /** Names what was searched, in the plural: "subscriptions". */
  what: string
  /** The number without filters, when known. */
  all?: number
  onClear: () => void
}

/** Says that the search and the filters find nothing, and offers to clear them. */
export function NothingMatches({ what, all, onClear }: NothingMatchesProps) {
  return (
    <div className={classes.message}>
      <h2 className={classes.title}>No {what} match</h2>
      <p className={classes.text}>
        {all === undefined
          ? `Try fewer filters, or other words.`
          : `None of the ${all.toLocaleString('en')} ${what} fits the search and the filters.`}
      </p>
      <div className={classes.actions}>
        <Button onClick={onClear}>Clear search and filters</Button>
      </div>
    </div>
  )
}
