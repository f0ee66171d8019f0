import { IconSearch } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Environment } from '../../contract/session.ts'
import { paths } from '../address/paths.ts'
import classes from './Bar.module.css'
import { Mark } from './Mark.tsx'
import { EnvironmentSwitch } from './menus/EnvironmentSwitch.tsx'
import { LazyRunsIndicator } from './menus/LazyRunsIndicator.tsx'
import { UserSwitch } from './menus/UserSwitch.tsx'
import { Navigation } from './Navigation.tsx'
import { openPalette } from './palette/open-palette.ts'
import { ZoneSwitch } from './ZoneSwitch.tsx'

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The one bar of the console: where you are, where you can go, who you are. */
export function Bar({ current }: { current: Environment | undefined }) {
  return (
    <header className={classes.bar}>
      <Link to={paths.home()} className={classes.brand} aria-label="Webhooks Console, home">
        <Mark />
        <span className={classes.name}>Webhooks Console</span>
      </Link>
      <EnvironmentSwitch current={current} />
      {current ? <Navigation environment={current.id} /> : <span className={classes.nav} />}
      <div className={classes.tools}>
        <button type="button" className={classes.search} aria-keyshortcuts="Control+K Meta+K" onClick={openPalette}>
          <IconSearch size={16} stroke={1.75} aria-hidden />
          <span className={classes.searchText}>Go to</span>
          <kbd className={classes.key}>{APPLE ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        {current ? <LazyRunsIndicator key={current.id} environment={current.id} /> : null}
        <ZoneSwitch />
        <UserSwitch />
      </div>
    </header>
  )
}
