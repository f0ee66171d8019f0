import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { RunQueue } from '../../store/runs/queue.ts'
import type { Pace } from './pace.ts'
import type { RedeliveryPorts } from './ports.ts'

/** The limits of the dispatcher: times in milliseconds, and how many turns and follow-ups run at once. */
export interface DispatcherLimits {
  /** The right to a turn: longer than the API may take for a call and all that belongs to it. */
  lease: number
  /** The time between two rounds that pick up what other processes left to do. */
  poll: number
  /** Turns at once. */
  atOnce: number
  followUpsAtOnce: number
}

/** The API's deadline is 10 s (API 1.5), the console gives up at 11 s; a renewed token may double what a call takes. */
export const LIMITS: DispatcherLimits = {
  lease: MINUTE,
  poll: SECOND,
  atOnce: 256,
  followUpsAtOnce: 16,
}

/** The tools with which turns and follow-ups are carried out. */
export interface DispatcherParts {
  ledger: RunQueue
  ports: RedeliveryPorts
  limits: DispatcherLimits
  pace: Pace
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that only goes forward, to measure how long something took. */
  elapsed: () => number
  /** True when no call is to be begun any more. */
  stopping: () => boolean
  /** Waits until a moment (ms since 1970), or until nothing is to be begun any more. */
  until: (moment: number) => Promise<void>
  /** Takes the time that the preparation of a call took, in ms. */
  prepared: (took: number) => void
}

/** Returns the milliseconds between two redelivery calls of one subscription. */
export function intervalOf({ ports }: Pick<DispatcherParts, 'ports'>, environment: string): number {
  return ports.environments.find(({ id }) => id === environment)?.interval ?? MINUTE
}

/** An environment that is not configured any more has the default of one that is. */
const CERTAIN_AFTER = 10 * MINUTE

/** Returns the milliseconds after which an unchanged event means that a call without an answer left no trace. */
export function certainAfterOf({ ports }: Pick<DispatcherParts, 'ports'>, environment: string): number {
  return ports.environments.find(({ id }) => id === environment)?.certainAfter ?? CERTAIN_AFTER
}
