import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import classes from './Chips.module.css'

interface ChipsProps {
  /** What they are, in the plural: "Filters that are set". */
  label: string
  chips: readonly { id: string; words: string }[]
  onRemove: (id: string) => void
  onClear: () => void
}

/** What a list is narrowed by, each to be taken away by itself, or all at once. Nothing while there is none. */
export function Chips({ label, chips, onRemove, onClear }: ChipsProps) {
  if (chips.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={label}>
      {chips.map(({ id, words }) => (
        <li key={id}>
          <button type="button" className={classes.chip} aria-label={`Remove: ${words}`} onClick={() => onRemove(id)}>
            <span className={classes.words}>{words}</span>
            <IconX size={14} stroke={1.75} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          Clear
        </Button>
      </li>
    </ul>
  )
}
