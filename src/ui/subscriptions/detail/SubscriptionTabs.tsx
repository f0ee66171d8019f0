import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { paths } from '../../address/paths.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { countText } from '../../components/counts.ts'
import { FreshnessLine } from '../../components/FreshnessLine.tsx'
import classes from './Subscription.module.css'

/** The views of a subscription, each at its own address. An open event belongs to the events. */
export function SubscriptionTabs({ id }: { id: string }) {
  const environment = useEnvironment()
  const { data } = useSuspenseQuery(subscriptionQueries.detail(environment.id, id))
  const { pathname } = useLocation()
  const tabs: { name: string; to: string; figure?: string }[] = [
    { name: 'Events', to: paths.subscription(environment.id, id) },
    {
      name: 'Failed events',
      to: paths.subscriptionFailedEvents(environment.id, id),
      figure: countText(data.stats.failed, data.stats.freshness).text,
    },
    { name: 'Exports', to: paths.subscriptionExports(environment.id, id) },
    { name: 'Settings', to: paths.subscriptionSettings(environment.id, id) },
  ]
  // The address of the events begins all the others, and that of an open event.
  const current = tabs.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return (
    <div className={classes.under}>
      <nav className={classes.tabs} aria-label="Parts of this subscription">
        {tabs.map(({ name, to, figure }) => (
          <Link
            key={name}
            to={to}
            className={classes.tab}
            preventScrollReset
            {...(name === current?.name ? { 'aria-current': 'page' } : {})}
          >
            {name}
            {figure ? <span className={classes.figure}>{figure}</span> : null}
          </Link>
        ))}
      </nav>
      <FreshnessLine freshness={data.stats.freshness} />
    </div>
  )
}
