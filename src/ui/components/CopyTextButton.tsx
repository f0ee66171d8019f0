import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { announce } from './announce.ts'
import { notify } from './notify.ts'

/** Copies what `text` gives; `label` says as what: "JSON". Its words stay, so that it keeps its width. */
export function CopyTextButton({ label, text }: { label: string; text: () => string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(setCopied, 2_000, false)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setCopied(true)
      announce(`Copied as ${label}`)
    } catch {
      void notify({
        tone: 'failure',
        title: 'The browser did not let the console copy',
        text: 'Copy it from Settings.',
      })
    }
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Button leftSection={<Icon size={16} stroke={1.75} aria-hidden />} onClick={() => void copy()}>
      Copy as {label}
    </Button>
  )
}
