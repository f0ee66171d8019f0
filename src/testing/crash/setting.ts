import type { DispatcherLimits } from '../../redelivery/dispatcher/dispatcher-parts.ts'
import type { Customer } from '../../sandbox/state/customers.ts'
import type { StoreSetting } from '../../store/store.ts'

/** The setting of a worker of the crash test. */
export interface WorkerSetting {
  store: StoreSetting
  url: string
  name: string
  customers: Customer[]
  timeScale: number
}

/** The time after which a worker gives up on a call, in ms. */
export const DEADLINE = 700
/** As in service, only shorter: the lease outlasts a call, and so does the time in which it may still arrive. */
export const CRASH_LIMITS: Partial<DispatcherLimits> = { lease: 2000, grace: 900, poll: 50 }
