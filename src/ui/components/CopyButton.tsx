import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { announce } from './announce.ts'
import { hint } from './hint.ts'
import classes from './Identifier.module.css'

/** Copies `value`; `label` says what it is, in lower case: "Copy event id". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(setCopied, 2_000, false)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    announce(`Copied ${label}`)
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <button
      type="button"
      className={classes.copy}
      data-copied={copied || undefined}
      aria-label={`Copy ${label}`}
      {...hint(copied ? 'Copied' : `Copy ${label}`)}
      onClick={() => void copy()}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </button>
  )
}
