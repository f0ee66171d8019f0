import type { Agent } from 'undici'
import type { SandboxOptions } from '../base/options.ts'
import type { Micros } from '../base/time.ts'
import type { State } from '../state/state.ts'
import type { Schedule } from './schedule.ts'
import type { Signer } from './sign.ts'

/** The state and tools that the parts of the sandbox share; operations get it as `core`. */
export interface Core {
  options: SandboxOptions
  state: State
  schedule: Schedule
  signer: Signer
  /** Calls endpoints that are not the sandbox's own. */
  agent: Agent
  /** The time now, in microseconds, never the same twice. */
  stamp: () => Micros
}
