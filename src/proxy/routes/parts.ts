import type { Store } from '../../store/store.ts'
import type { EventSync } from '../event-sync.ts'
import type { Log } from '../log.ts'
import type { Desks } from '../proxy-desks.ts'
import type { Renewal } from '../proxy-renewal.ts'

/** What the routes of environments work with. */
export interface RouteParts {
  desks: Desks
  sync: EventSync
  renewal: Renewal
  store: Pick<Store, 'journal' | 'events'>
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
}
