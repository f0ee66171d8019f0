import type { ReactNode } from 'react'
import { ActionBar } from '../feedback/ActionBar.tsx'
import classes from './Selection.module.css'

interface SelectionFrameProps {
  /** What is selected, in the plural: "Selected subscriptions". */
  label: string
  /** How many, in words; said by screen readers when it changes. */
  words: ReactNode
  /** What can be done with them. */
  children: ReactNode
}

/** What is selected and what can be done with it; it stays in sight at the foot of the page. */
export function SelectionFrame({ label, words, children }: SelectionFrameProps) {
  return (
    <ActionBar label={label} tone="selected">
      <span role="status">{words}</span>
      <span className={classes.actions}>{children}</span>
    </ActionBar>
  )
}
