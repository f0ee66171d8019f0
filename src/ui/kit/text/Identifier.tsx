import { hint } from '../feedback/hint.ts'
import { CopyButton } from './CopyButton.tsx'
import classes from './Identifier.module.css'
import { shortenMiddle } from './shorten.ts'

interface IdentifierProps {
  value: string
  /** What it identifies, in lower case: "event id". */
  label: string
  /** The whole value, wrapped where needed. */
  full?: boolean
  /** Without its copy button, where that would be one too many (a table's cells). */
  bare?: boolean
}

/** An identifier: monospaced, shortened in the middle, whole on hover and for the clipboard. */
export function Identifier({ value, label, full = false, bare = false }: IdentifierProps) {
  return (
    <span className={`${classes.identifier} ${full ? classes.full : ''}`}>
      <span {...hint(full ? undefined : value)}>{full ? value : shortenMiddle(value)}</span>
      {bare ? null : <CopyButton value={value} label={label} />}
    </span>
  )
}
