import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import classes from './Chips.module.css'

interface ChipsProps {
  /** Names them, in the plural: "Filters that are set". */
  label: string
  chips: readonly { id: string; words: string }[]
  onRemove: (id: string) => void
  onClear: () => void
}

/** Shows the filters that are set; each can be removed, or all at once. Without filters it is empty. */
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
