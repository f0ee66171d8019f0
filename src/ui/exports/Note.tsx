import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Exports.module.css'

/** Shows a caution. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className={classes.note}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{children}</span>
    </p>
  )
}
