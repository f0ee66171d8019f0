import { NavLink } from 'react-router'
import { type Action, denied } from '../../contract/role.ts'
import { paths } from '../address/paths.ts'
import { useSession } from '../api/use-session.ts'
import { hint } from '../kit/feedback/hint.ts'
import classes from './Bar.module.css'
import { LazyNavNumber } from './LazyNumbers.tsx'
import { NUMBER_IDS, type Numbered } from './number-ids.ts'

/** The pages of an environment in the order of the bar, each with the permission it needs; `end` is of one above the others, `number` stands beside its link. */
export const PAGES = [
  { title: 'Overview', to: paths.environment, needs: 'event.read', end: true, number: undefined },
  { title: 'Subscriptions', to: paths.subscriptions, needs: 'subscription.read', end: false, number: undefined },
  { title: 'Failed events', to: paths.failedEvents, needs: 'event.read', end: false, number: 'failed' },
  { title: 'Runs', to: paths.runs, needs: 'run.read', end: false, number: 'runs' },
  { title: 'Exports', to: paths.exports, needs: 'export.read', end: false, number: undefined },
  { title: 'Journal', to: paths.journal, needs: 'journal.read', end: false, number: undefined },
] as const satisfies {
  title: string
  to: (environment: string) => string
  needs: Action
  end: boolean
  number: Numbered | undefined
}[]

/** Pages that are wanted seldom: the environment's menu and the palette lead to them. */
export const SELDOM = [
  { title: 'Connection check', to: paths.connection, needs: 'connection.check' },
] as const satisfies { title: string; to: (environment: string) => string; needs: Action }[]

/** Pages about sign-ins, which are of no environment: the user menu and the palette lead to them. */
export const SESSION_PAGES = [
  { title: 'My sessions', to: paths.mySessions, needs: 'session.read' },
  { title: 'Sessions', to: paths.sessions, needs: 'session.manage' },
] as const satisfies { title: string; to: (environment: string) => string; needs: Action }[]

/** Links to the pages of an environment. A page that the role may not see stays in sight and says why. */
export function Navigation({ environment }: { environment: string }) {
  const { role } = useSession()
  return (
    <nav className={classes.nav} aria-label="Console">
      {PAGES.map(({ title, to, needs, end, number }) => {
        const reason = denied(role, needs)
        return reason ? (
          <NotYours key={title} title={title} reason={reason} />
        ) : (
          <NavLink
            key={title}
            to={to(environment)}
            end={end}
            className={classes.link ?? ''}
            data-text={title}
            {...(number && { 'aria-describedby': NUMBER_IDS[number] })}
          >
            <span>{title}</span>
            {number ? <LazyNavNumber environment={environment} of={number} /> : null}
          </NavLink>
        )
      })}
    </nav>
  )
}

const NotYours = ({ title, reason }: { title: string; reason: string }) => (
  // biome-ignore lint/a11y/useSemanticElements: a link that leads nowhere has no address
  <span
    role="link"
    tabIndex={0}
    aria-disabled
    aria-description={reason}
    className={classes.link}
    data-text={title}
    {...hint(reason)}
  >
    <span>{title}</span>
  </span>
)
