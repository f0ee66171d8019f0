import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCopy } from './use-copy.ts'

/** Copies what `text` gives; `label` says as what: "JSON". Its words stay, so that it keeps its width. */
export function CopyTextButton({ label, text }: { label: string; text: () => string }) {
  const { copied, copy } = useCopy(`as ${label}`)
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Button leftSection={<Icon size={16} stroke={1.75} aria-hidden />} onClick={() => void copy(text())}>
      Copy as {label}
    </Button>
  )
}
