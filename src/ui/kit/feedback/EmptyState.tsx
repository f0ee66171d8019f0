import type { ReactNode } from 'react'
import classes from '../Message.module.css'

interface EmptyStateProps {
  title: string
  /** Says why there is nothing, and how that would change. */
  children: ReactNode
  action?: ReactNode
}

/** Says that there is nothing yet; `NothingMatches` is for filters that find nothing. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.message}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {action ? <div className={classes.actions}>{action}</div> : null}
    </div>
  )
}
