import type { RunQueue } from '../../store/runs/queue.ts'
import type { Pace } from './pace.ts'
import type { RedeliveryPorts } from './ports.ts'

/** How long things may take, in milliseconds, and how many at once. */
export interface Patience {
  /** The right to a turn: longer than the API may take for a call with all that belongs to it. */
  lease: number
  /** How long a call whose sender is gone may still arrive: longer than a call may take. */
  grace: number
  /** Between two looks for what other processes left to do. */
  poll: number
  /** Turns at once. */
  atOnce: number
  /** Looks at sent events at once. */
  looksAtOnce: number
}

/** The API's deadline is 10 s (API 1.5), the console gives up at 11 s; a renewed token may double what a call takes. */
export const PATIENCE: Patience = { lease: 60_000, grace: 15_000, poll: 1000, atOnce: 256, looksAtOnce: 16 }

/** What turns and looks are carried out with. */
export interface DispatcherParts {
  ledger: RunQueue
  ports: RedeliveryPorts
  patience: Patience
  pace: Pace
  /** Milliseconds since 1970. */
  now: () => number
  /** Whether no call is to be begun any more. */
  stopping: () => boolean
  /** Waits until a moment, or until nothing is to be begun any more. */
  until: (moment: number) => Promise<void>
  /** Told how long the preparation of a call took, in ms. */
  prepared: (took: number) => void
}

export const intervalOf = ({ ports }: Pick<DispatcherParts, 'ports'>, environment: string): number =>
  ports.environments.find(({ id }) => id === environment)?.interval ?? 60_000
