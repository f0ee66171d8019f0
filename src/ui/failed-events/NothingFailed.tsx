import { IconCircleCheck } from '@tabler/icons-react'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import classes from './FailedList.module.css'
import type { FailedAddress } from './failed-address.ts'

interface NothingFailedProps {
  state: FailedAddress['state']
  scoped: boolean
}

/** Says that nothing failed: there are no filters, and every stored event was read. */
export function NothingFailed({ state, scoped }: NothingFailedProps) {
  if (state === 'awaiting-retry') {
    return (
      <EmptyState title="Nothing is being retried">
        No event{scoped ? ' of this subscription' : ''} waits for another try by Identity Cloud.
      </EmptyState>
    )
  }
  return (
    <div className={classes.good}>
      <IconCircleCheck size={20} stroke={1.75} aria-hidden />
      <EmptyState title="Nothing has failed in the last 7 days">
        Every stored event{scoped ? ' of this subscription' : ''} was accepted by its listener or is still on its way.
        Identity Cloud tries six times over 25 hours before it gives an event up; those it gave up stand here until they
        expire.
      </EmptyState>
    </div>
  )
}
