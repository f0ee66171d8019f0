import type { ReactNode } from 'react'
import classes from './ActionBar.module.css'

interface ActionBarProps {
  /** Names the bar for a screen reader, which then finds it as a region. */
  label?: string
  /** `selected` looks like the selected rows that its actions are for. */
  tone?: 'selected'
  className?: string | undefined
  children: ReactNode
}

/** A bar of actions that stays in sight at the foot of the page. */
export function ActionBar({ label, tone, className = '', children }: ActionBarProps) {
  const props = { className: `${classes.bar} ${className}`, 'data-tone': tone }
  if (label === undefined) return <div {...props}>{children}</div>
  return (
    <section {...props} aria-label={label}>
      {children}
    </section>
  )
}
