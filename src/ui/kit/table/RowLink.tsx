import { Link, type LinkProps } from 'react-router'
import classes from './RowLink.module.css'

interface RowLinkProps extends Omit<LinkProps, 'className'> {
  className?: string | undefined
  /** `failure` marks a number of failures, with an icon before it. */
  tone?: 'failure'
  /** False where the whole row is the link, and changes as one. */
  underline?: boolean
}

/** A link within a table: it looks like the text of its row until it is pointed at. */
export function RowLink({ className = '', tone, underline = true, ...link }: RowLinkProps) {
  return (
    <Link
      {...link}
      className={`${classes.link} ${className}`}
      data-tone={tone}
      data-underline={underline || undefined}
    />
  )
}
