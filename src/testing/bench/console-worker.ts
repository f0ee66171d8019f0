/** A console in a process of its own, on the sandbox and the store that its argument names; serves until it is killed. */
import pino from 'pino'
import { KEPT_DAYS } from '../../config/schema.ts'
import { Secret } from '../../config/secret.ts'
import type { Customer } from '../../sandbox/state/customers.ts'
import { environmentOfCustomer } from '../../sandbox-config.ts'
import { startConsole } from '../../server.ts'

/** The setting of one console of the bench. */
export interface ConsoleWorkerSetting {
  postgres: string
  url: string
  customers: Customer[]
  port: number
}

const { postgres, url, customers, port } = JSON.parse(process.argv[2] ?? '') as ConsoleWorkerSetting
const publicUrl = `http://localhost:${port}`
await startConsole(
  {
    ...{ port, host: 'localhost', publicUrl, store: { postgres: new Secret(postgres) } },
    environments: customers.map((customer) => ({
      ...environmentOfCustomer(customer, { baseUrl: url, timeScale: 1 }),
      // No ceiling: what is measured is what one process can read.
      backgroundCalls: { perSecond: 100_000, perHour: 100_000_000 },
    })),
    signIn: { issuer: `${url}/oidc`, clientId: 'bench', scopes: ['openid'], roleClaim: 'roles', roles: {} },
    ...{ logLevel: 'silent', drainSeconds: 0, trustedProxies: [], backgroundSync: 600 },
    ...{ journalDays: KEPT_DAYS, runDays: KEPT_DAYS },
  },
  pino({ level: 'silent' }),
)
process.send?.('ready')
