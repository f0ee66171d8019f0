import { IconSearch } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Environment } from '../../contract/session.ts'
import { paths } from '../address/paths.ts'
import classes from './Bar.module.css'
import { EnvironmentSwitch } from './menus/EnvironmentSwitch.tsx'
import { LazyRunsIndicator } from './menus/LazyRunsIndicator.tsx'
import { UserSwitch } from './menus/UserSwitch.tsx'
import { Navigation } from './Navigation.tsx'
import { openPalette } from './palette/open-palette.ts'
import { ZoneSwitch } from './ZoneSwitch.tsx'

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The bar of the console: environment, pages and user. */
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

/** Draws the console's mark, a hook that hangs from above; `public/mark.svg` has it too. */
function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <rect width="16" height="16" rx="3.5" fill="var(--accent)" />
      <path d="M11.5 0v8.5a3.75 3.75 0 0 1-7.5 0" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="4" cy="5" r="1.6" fill="var(--surface)" />
    </svg>
  )
}
