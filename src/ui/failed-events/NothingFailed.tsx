import { IconCircleCheck } from '@tabler/icons-react'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import classes from './FailedList.module.css'
import type { FailedAddress } from './failed-address.ts'

interface NothingFailedProps {
  state: FailedAddress['state']
  freshness: FailedSummary['freshness']
  scoped: boolean
}

/** Nothing is there, and nothing was filtered out. Good news only once all that is stored was read. */
export function NothingFailed({ state, freshness: { complete, unread, problem }, scoped }: NothingFailedProps) {
  const where = scoped ? 'this subscription' : 'any subscription'
  if (!complete || unread > 0) {
    return (
      <EmptyState title="No failed event so far, but not everything has been read">
        {problem ?? 'The console is reading the stored events. What failed appears here as it is found.'}
      </EmptyState>
    )
  }
  if (state === 'awaiting-retry') {
    return (
      <EmptyState title="Nothing is being retried">
        No event of {where} waits for another try by Identity Cloud.
      </EmptyState>
    )
  }
  return (
    <div className={classes.good}>
      <IconCircleCheck size={20} stroke={1.75} aria-hidden />
      <EmptyState title="Nothing has failed in the last 7 days">
        Every stored event of {where} was accepted by its listener or is still on its way. Identity Cloud tries six
        times over 25 hours before it gives an event up; those it gave up stand here until they expire.
      </EmptyState>
    </div>
  )
}
