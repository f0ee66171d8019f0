import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { EventStats } from '../../contract/subscription.ts'
import { searchOf } from '../api/client.ts'
import { ExpiresIn } from '../components/ExpiresIn.tsx'
import { FreshnessLine } from '../components/FreshnessLine.tsx'
import { hint } from '../components/hint.ts'
import { Time } from '../components/Time.tsx'
import { counted, told } from './counts.ts'
import classes from './Figures.module.css'

interface FiguresProps {
  stats: EventStats
  /** Where the events of this subscription are listed. */
  events: string
}

/** How a subscription does, of what is stored of the last 7 days, and what these numbers are worth. */
export function Figures({ stats, events }: FiguresProps) {
  const { freshness } = stats
  const failed = told(stats.failed, freshness)
  const waiting = told(stats.pending, freshness)
  const delivered = told(stats.succeeded, freshness)
  return (
    <section aria-label="Events of the last 7 days">
      <dl className={classes.figures}>
        <Figure
          name="Failed"
          caveat={failed.caveat}
          more={stats.soonestExpiry ? <>the first {<ExpiresIn at={stats.soonestExpiry} long />}</> : 'nothing to lose'}
        >
          {stats.failed > 0 ? (
            <Link to={events + searchOf({ state: 'failure' })}>
              <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
              {failed.text}
            </Link>
          ) : (
            failed.text
          )}
        </Figure>
        {stats.failedWhileOff > 0 ? (
          <Figure name="Failed while off" caveat={failed.caveat} more="never tried">
            <Link to={events + searchOf({ cause: 'off' })}>{told(stats.failedWhileOff, freshness).text}</Link>
          </Figure>
        ) : null}
        <Figure name="Waiting" caveat={waiting.caveat} more={stats.pending > 0 ? 'scheduled, or between tries' : ''}>
          {waiting.text}
        </Figure>
        <Figure name="Delivered" caveat={delivered.caveat} more={`of ${counted(stats.total, 'stored event')}`}>
          {delivered.text}
        </Figure>
        <Figure name="Last delivered">
          <Time at={stats.lastDeliveredAt} />
        </Figure>
        <Figure name="Last failed">
          <Time at={stats.lastFailedAt} />
        </Figure>
      </dl>
      <div className={classes.freshness}>
        <FreshnessLine freshness={freshness} />
      </div>
    </section>
  )
}

interface FigureProps {
  name: string
  caveat?: string | undefined
  more?: ReactNode
  children: ReactNode
}

const Figure = ({ name, caveat, more, children }: FigureProps) => (
  <div className={classes.figure}>
    <dt>{name}</dt>
    <dd className={classes.value} {...hint(caveat)}>
      {children}
    </dd>
    {more ? <dd className={classes.more}>{more}</dd> : null}
  </div>
)
