import type { ReactNode } from 'react'
import { ActionBar } from '../feedback/ActionBar.tsx'
import classes from './Selection.module.css'

interface SelectionFrameProps {
  /** Names the selection, in the plural: "Selected subscriptions". */
  label: string
  /** The number in words; screen readers hear its changes. */
  words: ReactNode
  /** Buttons for the selection. */
  children: ReactNode
}

/** Shows the selection and its actions; it stays in sight at the foot of the page. */
export function SelectionFrame({ label, words, children }: SelectionFrameProps) {
  return (
    <ActionBar label={label} tone="selected">
      <span role="status">{words}</span>
      <span className={classes.actions}>{children}</span>
    </ActionBar>
  )
}
