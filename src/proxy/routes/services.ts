import type { Log } from '../../config/log.ts'
import type { Store } from '../../store/store.ts'
import type { Environments } from '../../sync/environments.ts'
import type { EventSync } from '../../sync/events/event-sync.ts'
import type { Renewal } from '../../sync/renewal.ts'
import type { Locks } from '../http/locks.ts'
import type { LiveSessions } from '../live/live-sessions.ts'
import type { LiveRuns } from '../live/runs.ts'
import type { OpenEntries } from '../settling/open-entries.ts'

/** Everything that the routes of environments work with. */
export interface RouteServices {
  environments: Environments
  sync: EventSync
  renewal: Renewal
  live: LiveRuns
  liveSessions: LiveSessions
  store: Pick<Store, 'journal' | 'events' | 'runs' | 'sessions'>
  locks: Locks
  entries: OpenEntries
  /** Tells the dispatcher that there is something new to send. */
  wake: () => void
  /** Milliseconds for which the sending of one event is waited for, before the answer only says when its turn is. */
  patience: number
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that only goes forward, to measure how long something took. */
  elapsed: () => number
  log: Log
}
