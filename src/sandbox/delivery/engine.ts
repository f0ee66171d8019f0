import type { Core } from './core.ts'
import type { Dispatcher } from './dispatcher.ts'

/** The core with what is built on it. */
export interface Engine extends Core {
  dispatcher: Dispatcher
}
