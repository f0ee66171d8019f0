import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { failedCsv } from '../api/failed-events.ts'
import { useEnvironment } from '../api/use-session.ts'
import { FreshnessLine } from '../components/FreshnessLine.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { count, counted } from '../kit/text/count-words.ts'
import classes from './FailedList.module.css'
import { type FailedAddress, type FailedPatch, listOf } from './failed-address.ts'
import { ViewSwitch } from './ViewSwitch.tsx'

interface FailedTotalsProps {
  address: FailedAddress
  subscriptionId: string | undefined
  asOf: string
  /** Undefined while it is counted for the first time. */
  summary: FailedSummary | undefined
  onChange: (patch: FailedPatch) => void
}

/** Shows how many events match, how many expire soon and how current that is, with the views and the CSV file. */
export function FailedTotals({ address, subscriptionId, asOf, summary, onChange }: FailedTotalsProps) {
  const environment = useEnvironment()
  const what = address.state === 'failure' ? 'failed event' : 'event still retried'
  const soon = summary?.expiringWithinDay ?? 0
  return (
    <div className={classes.totals}>
      <div className={classes.counts}>
        <span role="status" className={classes.total}>
          {summary
            ? counted(summary.total, what, address.state === 'failure' ? undefined : 'events still retried')
            : '\u00a0'}
        </span>
        {soon > 0 && address.expiresWithin === undefined ? (
          <button type="button" className={classes.soon} onClick={() => onChange({ expiresWithin: 24 })}>
            {count(soon)} {soon === 1 ? 'expires' : 'expire'} within 24 h
          </button>
        ) : null}
        {summary && subscriptionId === undefined ? <AllFreshness freshness={summary.freshness} /> : null}
      </div>
      <div className={classes.tools}>
        <ViewSwitch view={address.view} onView={(view) => onChange({ view })} />
        <CsvButton
          href={failedCsv(environment.id, listOf(address, subscriptionId), asOf)}
          name={`failed-events-${environment.id}-${asOf.slice(0, 10)}.csv`}
          total={summary?.total}
        />
      </div>
    </div>
  )
}

const AllFreshness = ({ freshness }: Pick<FailedSummary, 'freshness'>) => (
  <span className={classes.freshness}>
    <FreshnessLine freshness={freshness} />
    {freshness.unread > 0 ? (
      <span className={classes.unread}>{counted(freshness.unread, 'subscription')} not read yet</span>
    ) : null}
  </span>
)

/** Links to the CSV file, which the browser saves by itself. No token is in it. */
function CsvButton({ href, name, total }: { href: string; name: string; total: number | undefined }) {
  const icon = <IconDownload size={16} stroke={1.75} aria-hidden />
  if (total === 0) {
    return (
      <ActionButton leftSection={icon} disabledReason="There is nothing to export" onClick={() => undefined}>
        Export CSV
      </ActionButton>
    )
  }
  return (
    <Button component="a" href={href} download={name} leftSection={icon}>
      Export {total === undefined ? '' : `${count(total)} as `}CSV
    </Button>
  )
}
