import { type ReactNode, useRef } from 'react'
import { useAttention } from './attention.ts'
import classes from './PageHeader.module.css'
import { useFocusOnArrival } from './use-focus-on-arrival.ts'

interface PageHeaderProps {
  /** The page's heading, and the first part of the tab's title. */
  title: string
  /** The heading is a name that somebody gave, which a translator of pages leaves alone. */
  named?: boolean
  /** The second part of the tab's title, such as the environment's name. */
  within?: string
  /** Links to the pages above this one. */
  trail?: ReactNode
  /** A quiet line under the heading. */
  about?: ReactNode
  actions?: ReactNode
}

/** Heads every page. Arriving at the page moves the focus to its heading. */
export function PageHeader({ title, named = false, within, trail, about, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const urgent = useAttention()
  useFocusOnArrival(heading, title)
  return (
    <header className={classes.header}>
      <title>{`${urgent > 0 ? `(${urgent}) ` : ''}${title}${within ? ` · ${within}` : ''} · Webhooks Console`}</title>
      {trail ? <div className={classes.trail}>{trail}</div> : null}
      <h1 ref={heading} tabIndex={-1} className={classes.title} translate={named ? 'no' : undefined}>
        {title}
      </h1>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
      {about ? <div className={classes.about}>{about}</div> : null}
    </header>
  )
}
