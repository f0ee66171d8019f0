import { useRef } from 'react'
import { Outlet, ScrollRestoration, useLocation, useParams } from 'react-router'
import { useSession } from '../api/use-session.ts'
import { ArrivalContext } from '../components/arrival.ts'
import { HintLayer } from '../components/HintLayer.tsx'
import { LiveRegion } from '../components/LiveRegion.tsx'
import { Bar } from './Bar.tsx'
import { NoticePlace } from './NoticePlace.tsx'
import { PalettePlace } from './PalettePlace.tsx'
import classes from './Shell.module.css'
import { SignInAgain } from './SignInAgain.tsx'

/** Everything around a page. The environment's colour lies over all of it. */
export function Shell() {
  const { environment } = useParams()
  const current = useSession().environments.find(({ id }) => id === environment)
  return (
    <div className={classes.shell} data-environment={current?.colour ?? 'none'}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Bar current={current} />
      <Arrivals>
        <main id="page" tabIndex={-1} className={classes.page}>
          <Outlet />
        </main>
      </Arrivals>
      <SignInAgain />
      <PalettePlace />
      <NoticePlace />
      <LiveRegion />
      <HintLayer />
      <ScrollRestoration />
    </div>
  )
}

/** Knows whether the page on show is the one the tab was opened with. */
function Arrivals({ children }: { children: React.ReactNode }) {
  const { pathname } = useLocation()
  const first = useRef(pathname)
  const moved = useRef(false)
  if (pathname !== first.current) moved.current = true
  return <ArrivalContext value={moved}>{children}</ArrivalContext>
}
