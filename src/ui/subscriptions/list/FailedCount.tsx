import { IconAlertTriangle } from '@tabler/icons-react'
import type { EventStats } from '../../../contract/subscription.ts'
import { countText } from '../../components/counts.ts'
import { hint } from '../../kit/feedback/hint.ts'
import { RowLink } from '../../kit/table/RowLink.tsx'
import { ExpiresIn } from '../../kit/time/ExpiresIn.tsx'
import classes from './FailedCount.module.css'

interface FailedCountProps {
  stats: EventStats
  title: string
  /** The address of the failed events. */
  to: string
}

/** Shows how many of the stored events failed, and how soon the first of them is lost for good (API 6.5). */
export function FailedCount({ stats, title, to }: FailedCountProps) {
  const { text, caveat } = countText(stats.failed, stats.freshness)
  if (stats.failed === 0) {
    return (
      <span className={classes.none} {...hint(caveat)}>
        {text}
      </span>
    )
  }
  return (
    <span className={classes.failed}>
      <RowLink
        tone="failure"
        to={to}
        className={classes.count}
        aria-label={`${text} failed, ${title}`}
        {...hint(caveat)}
      >
        <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
        {text}
      </RowLink>
      {stats.soonestExpiry ? (
        <span className={classes.expiry}>
          <ExpiresIn at={stats.soonestExpiry} long />
        </span>
      ) : null}
    </span>
  )
}
