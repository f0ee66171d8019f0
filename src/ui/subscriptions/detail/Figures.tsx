import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { saysAll } from '../../../contract/freshness.ts'
import type { EventStats } from '../../../contract/subscription.ts'
import { searchOf } from '../../api/client.ts'
import { countText } from '../../components/counts.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { RowLink } from '../../kit/table/RowLink.tsx'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import { Time } from '../../kit/time/Time.tsx'
import classes from './Figures.module.css'

interface FiguresProps {
  stats: EventStats
  /** The address of this subscription's failed events. */
  failedEvents: string
}

/** Shows the figures of a subscription's last 7 days; what needs a person comes first. */
export function Figures({ stats, failedEvents }: FiguresProps) {
  const { freshness, soonestExpiry, lastFailedAt, lastDeliveredAt } = stats
  const known = saysAll(freshness)
  const failed = countText(stats.failed, freshness)
  const waiting = countText(stats.pending, freshness)
  const delivered = countText(stats.succeeded, freshness)
  const whileOff = countText(stats.failedWhileOff, freshness)
  return (
    <section aria-label="Events of the last 7 days">
      <dl className={classes.figures}>
        <Figure
          name="failed"
          caveat={failed.caveat}
          value={
            stats.failed > 0 ? (
              <RowLink tone="failure" to={failedEvents} preventScrollReset>
                <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
                {failed.text}
              </RowLink>
            ) : (
              failed.text
            )
          }
        >
          {stats.failed === 0 && known ? 'nothing to redeliver' : null}
          {soonestExpiry ? (
            <span>
              the first <ExpiresIn at={soonestExpiry} long />
            </span>
          ) : null}
          {lastFailedAt ? (
            <span>
              the last <Time at={lastFailedAt} />
            </span>
          ) : null}
          {stats.failedWhileOff > 0 ? (
            <Link to={failedEvents + searchOf({ cause: 'off' })} preventScrollReset>
              {whileOff.text} while off
            </Link>
          ) : null}
        </Figure>
        <Figure name="waiting" caveat={waiting.caveat} value={waiting.text}>
          {stats.pending > 0 ? 'scheduled, or between two tries' : known ? 'nothing under way' : null}
        </Figure>
        <Figure name="delivered" caveat={delivered.caveat} value={delivered.text}>
          {lastDeliveredAt ? (
            <span>
              the last <Time at={lastDeliveredAt} />
            </span>
          ) : known ? (
            'none in 7 days'
          ) : null}
        </Figure>
      </dl>
    </section>
  )
}

interface FigureProps {
  name: string
  value: ReactNode
  caveat: string | undefined
  /** An addition to the figure. */
  children: ReactNode
}

const Figure = ({ name, value, caveat, children }: FigureProps) => (
  <div className={classes.figure}>
    <dt>{name}</dt>
    <dd className={classes.value} {...hint(caveat)}>
      {value}
    </dd>
    <dd className={classes.more}>{children}</dd>
  </div>
)
