import { lookup } from 'node:dns/promises'
import { Agent } from 'undici'
import { createApi } from './api.ts'
import { systemClock } from './base/clock.ts'
import { DEFAULTS, type SandboxOptions } from './base/options.ts'
import { createStamps } from './base/time.ts'
import { createDispatcher } from './delivery/dispatcher.ts'
import type { Engine } from './delivery/engine.ts'
import { happen, type Occurrence } from './delivery/happen.ts'
import { createSchedule } from './delivery/schedule.ts'
import { createSigner } from './delivery/sign.ts'
import { OPERATIONS } from './operations/all.ts'
import type { Customer } from './state/customers.ts'
import type { EventRecord } from './state/event-store.ts'
import { createState } from './state/state.ts'
import { createVariants, type Variants } from './variants/variants.ts'
import { withFaults } from './with-faults.ts'

/** The webhooks API, imitated: as one function from request to answer, with everything behind it in view. */
export interface Sandbox extends Engine {
  /** The API. Rejects with a `TypeError` where a fault breaks the connection. */
  fetch(request: Request): Promise<Response>
  /** The customers with their credentials; `id` is the customer's short name. */
  customers: { id: string; customerId: string; clientId: string; clientSecret: string }[]
  /** Makes something happen to a user; gives the events that were stored for it. */
  happen(occurrence: Occurrence): EventRecord[]
  /** Answers requests under a path with something else than the API, past the faults: the control API, for one. */
  mount(prefix: string, handler: (request: Request) => Promise<Response>): void
  /** Changes options of behaviour while it runs. */
  configure(changes: Partial<SandboxOptions>): void
  variants: Variants
  /** Back to the beginning, options and `populate` included. */
  reset(): void
  /** Stops every timer and connection. */
  close(): Promise<void>
}

/**
 * Makes a sandbox. It opens no port.
 * @param settings what differs from `DEFAULTS`; `populate` fills it at the start and after each reset
 */
export function createSandbox(
  settings: Partial<SandboxOptions> & { populate?: (sandbox: Sandbox) => void } = {},
): Sandbox {
  const { populate, ...chosen } = settings
  const clock = chosen.clock ?? systemClock()
  const start: SandboxOptions = { ...DEFAULTS, lookup: (name) => lookup(name, { all: true }), ...chosen, clock }
  const options = { ...start }
  const core = {
    options,
    state: createState(options),
    schedule: createSchedule(clock, options.timeScale),
    signer: createSigner(options),
    agent: new Agent({ connections: 32, connect: { timeout: 10_000 } }),
    stamp: createStamps(clock.now),
  }
  const engine: Engine = { ...core, dispatcher: createDispatcher(core) }
  let api = createApi(engine, OPERATIONS)
  const answered = withFaults(engine, {
    fetch: (request) => api.fetch(request),
    operationOf: (request) => api.operationOf(request),
  })
  const configure = (changes: Partial<SandboxOptions>) => {
    Object.assign(options, changes)
    api = createApi(engine, OPERATIONS) // paths depend on options
  }
  const mounted = new Map<string, (request: Request) => Promise<Response>>()

  const sandbox: Sandbox = {
    ...engine,
    fetch(request) {
      const { pathname } = new URL(request.url)
      const [, handler] = mounted.entries().find(([prefix]) => `${pathname}/`.startsWith(`${prefix}/`)) ?? []
      return (handler ?? answered)(request)
    },
    customers: [...engine.state.customers.values()].map(credentialsOf),
    happen: (occurrence) => happen(engine, occurrence),
    mount: (prefix, handler) => void mounted.set(prefix, handler),
    configure,
    variants: createVariants(engine.state.faults, start, configure),
    reset() {
      engine.schedule.clear()
      engine.state.clear()
      begin()
    },
    async close() {
      engine.schedule.clear()
      engine.state.clear() // what is under way finds its event gone
      await engine.agent.destroy()
    },
  }
  const begin = () => {
    configure(start)
    sandbox.variants.startAgain()
    populate?.(sandbox)
  }
  begin()
  return sandbox
}

const credentialsOf = ({ name, customerId, clientId, clientSecret }: Customer) => ({
  id: name,
  customerId,
  clientId,
  clientSecret,
})
