import { IconCheck, IconCopy } from '@tabler/icons-react'
import { hint } from '../feedback/hint.ts'
import classes from './Identifier.module.css'
import { useCopy } from './use-copy.ts'

/** Copies `value`; `label` names it, in lower case: "Copy event id". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { copied, copy } = useCopy(label)
  const Icon = copied ? IconCheck : IconCopy
  return (
    <button
      type="button"
      className={classes.copy}
      data-copied={copied || undefined}
      aria-label={`Copy ${label}`}
      {...hint(copied ? 'Copied' : `Copy ${label}`)}
      onClick={() => void copy(value)}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </button>
  )
}
