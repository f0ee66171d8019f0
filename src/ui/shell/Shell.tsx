import { Outlet, useParams } from 'react-router'
import { useSession } from '../api/use-session.ts'
import { HintLayer } from '../components/HintLayer.tsx'
import { LiveRegion } from '../components/LiveRegion.tsx'
import { Mark } from './Mark.tsx'
import classes from './Shell.module.css'

/** Everything around a page. */
export function Shell() {
  const { environment } = useParams()
  const session = useSession()
  const current = session.environments.find(({ id }) => id === environment)
  return (
    <div className={classes.shell} data-environment={current?.colour}>
      <header className={classes.bar}>
        <Mark /> Webhooks Console <strong>{current?.name}</strong>
      </header>
      <main className={classes.page}>
        <Outlet />
      </main>
      <LiveRegion />
      <HintLayer />
    </div>
  )
}
