import pino from 'pino'
import type { Role } from '../contract/role.ts'
import { createProxy } from '../proxy/proxy.ts'
import type { DispatcherLimits } from '../redelivery/dispatcher/dispatcher-parts.ts'
import type { SandboxOptions } from '../sandbox/base/options.ts'
import { CONTROL, createControl } from '../sandbox/control/control.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { environmentOfCustomer } from '../sandbox-config.ts'
import { openStore, type Store, type StoreSetting } from '../store/store.ts'

export const ORIGIN = 'http://localhost:3000'

/** The whole console in one process, without a port: browser -> proxy -> sandbox are three functions. */
export interface Stack {
  sandbox: Sandbox
  store: Store
  /** Everything the proxy logged, a line each. */
  log: string[]
  /** Returns the proxy's answer to a request. */
  fetch(request: Request): Promise<Response>
  /** A session of that role, as the header the browser would send. */
  signIn(role: Role): Promise<string>
  close(): Promise<void>
}

/** Makes a stack of its own: an empty sandbox unless `populate` fills it, an empty store, in memory unless it is named. */
export async function createStack(
  options: Partial<SandboxOptions> & {
    populate?: (sandbox: Sandbox) => void
    store?: StoreSetting
    dispatching?: Partial<DispatcherLimits>
  } = {},
): Promise<Stack> {
  const sandbox = createSandbox(options)
  sandbox.mount(CONTROL, createControl(sandbox))
  const store = await openStore(options.store ?? { sqlite: ':memory:' })
  const log: string[] = []
  const { baseUrl, timeScale } = sandbox.options
  const environments = [...sandbox.state.customers.values()].map((customer) =>
    environmentOfCustomer(customer, { baseUrl, timeScale }),
  )
  const proxy = createProxy({
    config: {
      publicUrl: ORIGIN,
      environments,
      signIn: { issuer: 'https://id.example', clientId: 'console', scopes: ['openid'], roleClaim: 'roles', roles: {} },
      backgroundSync: 0,
    },
    store,
    ...(options.dispatching && { dispatching: options.dispatching }),
    fetch: sandbox.fetch,
    now: Date.now,
    log: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
  })
  proxy.start()
  return {
    sandbox,
    store,
    log,
    fetch: (request) => Promise.resolve(proxy.fetch(request)),
    async signIn(role) {
      const name = { viewer: 'Vera Viewer', operator: 'Oskar Operator', administrator: 'Ada Administrator' }[role]
      const token = await store.sessions.create({
        id: `user-${role}`,
        name,
        email: `${role}@example.com`,
        role,
      })
      return `console-session=${token}`
    },
    async close() {
      await proxy.stop()
      await store.close()
      await sandbox.close()
    },
  }
}
