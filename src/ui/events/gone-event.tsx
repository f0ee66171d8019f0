import type { ShownProblem } from '../api/problem.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'

/** An event that is not there (any more) is no fault: say what became of it. */
export function goneEvent({ code }: ShownProblem) {
  return code === 'not_found' ? (
    <EmptyState title="This event is no longer stored">
      Identity Cloud keeps an event for 7 days, and deletes it together with its subscription. It can no longer be shown
      or redelivered.
    </EmptyState>
  ) : undefined
}
