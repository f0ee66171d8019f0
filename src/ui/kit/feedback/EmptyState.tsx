import type { ReactNode } from 'react'
import classes from '../Message.module.css'

interface EmptyStateProps {
  title: string
  /** Why there is nothing, and what would make it change. */
  children: ReactNode
  action?: ReactNode
}

/** There is nothing yet. Not for "nothing matches", which is `NothingMatches`. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.message}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {action ? <div className={classes.actions}>{action}</div> : null}
    </div>
  )
}
