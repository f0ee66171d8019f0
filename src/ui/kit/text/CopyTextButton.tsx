import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './Identifier.module.css'
import { useCopy } from './use-copy.ts'

interface CopyTextButtonProps {
  /** Names the format: "JSON". */
  label: string
  text: () => string
  /** Makes it as small as the text around it, for a line of facts. */
  quiet?: boolean
}

/** Copies what `text` returns. The button keeps its words, and so its width. */
export function CopyTextButton({ label, text, quiet = false }: CopyTextButtonProps) {
  const { copied, copy } = useCopy(`as ${label}`)
  const Icon = copied ? IconCheck : IconCopy
  if (quiet) {
    return (
      <button
        type="button"
        className={classes.words}
        data-copied={copied || undefined}
        onClick={() => void copy(text())}
      >
        <Icon size={14} stroke={1.75} aria-hidden />
        Copy as {label}
      </button>
    )
  }
  return (
    <Button leftSection={<Icon size={16} stroke={1.75} aria-hidden />} onClick={() => void copy(text())}>
      Copy as {label}
    </Button>
  )
}
