import { hint } from '../feedback/hint.ts'
import { CopyButton } from './CopyButton.tsx'
import classes from './Identifier.module.css'
import { shortenMiddle } from './shorten.ts'

interface IdentifierProps {
  value: string
  /** Names the identifier, in lower case: "event id". */
  label: string
  /** Shows the whole value, wrapped where needed. */
  full?: boolean
  /** Leaves out the copy button, as in the cells of a table. */
  bare?: boolean
}

/** Shows an identifier in monospace, shortened in the middle; hovering and copying give the whole. */
export function Identifier({ value, label, full = false, bare = false }: IdentifierProps) {
  return (
    <span className={`${classes.identifier} ${full ? classes.full : ''}`}>
      <span translate="no" {...hint(full ? undefined : value)}>
        {full ? value : shortenMiddle(value)}
      </span>
      {bare ? null : <CopyButton value={value} label={label} />}
    </span>
  )
}
