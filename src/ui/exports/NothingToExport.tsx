import { saysAll } from '../../contract/freshness.ts'
import type { SubscriptionRow } from '../../contract/subscription.ts'
import { useEnvironment } from '../api/use-session.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'

interface NothingToExportProps {
  /** Subscriptions of the environment. */
  all: number
  /** Subscriptions that were searched. */
  rows: readonly SubscriptionRow[]
}

/** Says that no failed event is known, and whether all stored events were read. */
export function NothingToExport({ all, rows }: NothingToExportProps) {
  const environment = useEnvironment()
  if (all === 0)
    return (
      <EmptyState title={`${environment.name} has no subscriptions yet`}>
        Where nothing is sent, nothing fails. Exports appear here once there are subscriptions.
      </EmptyState>
    )
  const read = rows.every(({ stats }) => saysAll(stats.freshness))
  const unknown = rows.some(({ stats }) => stats.freshness.unknownStates.length > 0)
  const unreadable = rows.some(({ stats }) => stats.freshness.unreadable > 0)
  return (
    <EmptyState title={read ? 'Nothing failed in the last 7 days' : 'No failed event is known so far'}>
      {read
        ? `Every stored event of ${environment.name} was delivered or is on its way: there is nothing to export.`
        : unreadable
          ? 'Some stored events could not be read: the page of a subscription says of how many.'
          : unknown
            ? 'Some stored events are in a state this console does not know: the page of a subscription says in which.'
            : 'The console is still reading the stored events. Subscriptions appear here as failed ones come to light.'}
    </EmptyState>
  )
}
