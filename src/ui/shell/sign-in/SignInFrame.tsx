import type { ReactNode } from 'react'
import classes from '../SignIn.module.css'

interface SignInFrameProps {
  /** The heading and the tab's title. */
  title: string
  children: ReactNode
}

/** Frames the pages before signing in: the console's hook hangs from the window's edge. */
export function SignInFrame({ title, children }: SignInFrameProps) {
  return (
    <main className={classes.page}>
      <title>{`${title} · Webhooks Console`}</title>
      <div className={classes.card}>
        <svg
          className={classes.hook}
          viewBox="-2 0 42 1000"
          preserveAspectRatio="xMidYMax slice"
          fill="none"
          aria-hidden="true"
        >
          <path d="M36.5 -10V979.5a16.5 16.5 0 0 1-33 0" stroke="currentColor" strokeWidth="7" strokeLinecap="round" />
          <circle cx="3.5" cy="961" r="5.5" fill="currentColor" />
        </svg>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  )
}
