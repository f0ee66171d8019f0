import { useRef } from 'react'
import { Outlet, ScrollRestoration, useLocation, useParams } from 'react-router'
import { useSession } from '../api/use-session.ts'
import { HintLayer } from '../kit/feedback/HintLayer.tsx'
import { LiveRegion } from '../kit/feedback/LiveRegion.tsx'
import { ArrivalContext } from '../kit/feedback/use-focus-on-arrival.ts'
import { MissingParts } from '../kit/lazy/MissingParts.tsx'
import { Bar } from './Bar.tsx'
import { LazyNotices } from './LazyNotices.tsx'
import { LazyTabAttention } from './LazyNumbers.tsx'
import { LazyTroubles } from './LazyTroubles.tsx'
import { NewVersion } from './NewVersion.tsx'
import { LazyPalette } from './palette/LazyPalette.tsx'
import classes from './Shell.module.css'
import { SignInAgain } from './sign-in/SignInAgain.tsx'

/** Surrounds a page with the bar and its layers, in the colour of the environment. */
export function Shell() {
  const { environment } = useParams()
  const { environments, version } = useSession()
  const current = environments.find(({ id }) => id === environment)
  return (
    <div className={classes.shell} data-environment={current?.colour ?? 'none'}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Bar current={current} />
      <LazyTroubles />
      <NewVersion />
      <Arrivals>
        <main id="page" tabIndex={-1} className={classes.page}>
          <Outlet />
        </main>
      </Arrivals>
      <footer className={classes.foot}>Webhooks Console {version}</footer>
      <SignInAgain />
      <LazyPalette />
      <LazyNotices />
      {current ? <LazyTabAttention key={current.id} environment={current.id} /> : null}
      <MissingParts />
      <LiveRegion />
      <HintLayer />
      <ScrollRestoration />
    </div>
  )
}

/** Notes when the reader leaves the page that the tab was opened with. */
function Arrivals({ children }: { children: React.ReactNode }) {
  const { pathname } = useLocation()
  const first = useRef(pathname)
  const moved = useRef(false)
  if (pathname !== first.current) moved.current = true
  return <ArrivalContext value={moved}>{children}</ArrivalContext>
}
