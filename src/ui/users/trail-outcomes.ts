import type { EventItem } from '../../contract/event.ts'
import { EVENT_STATES } from '../../contract/upstream/event.ts'

/** What became of one copy of an event. `unknown`: its state is none that the console knows (API 6.1). */
export type Outcome = 'delivered' | 'failed' | 'waiting' | 'unknown'

type Stated = Pick<EventItem, 'state'>

export function outcomeOf({ state }: Stated): Outcome {
  if (state === 'success') return 'delivered'
  if (state === 'failure') return 'failed'
  return EVENT_STATES.some((known) => known === state) ? 'waiting' : 'unknown'
}

/** Returns true for what only a redelivery delivers. */
export function isUndelivered(item: Stated): boolean {
  return outcomeOf(item) === 'failed'
}
