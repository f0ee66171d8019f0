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
/** As in service, only shorter: the lease outlasts a call. */
export const CRASH_LIMITS: Partial<DispatcherLimits> = { lease: 2000, poll: 50 }
/** The seconds after which an outcome is certain: longer than a call may take. */
export const CERTAIN_AFTER = 0.9
