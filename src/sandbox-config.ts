/** The configuration of a console that runs on a sandbox. */
import type { Config, EnvironmentSetting } from './config/config.ts'
import { KEPT_DAYS } from './config/schema.ts'
import { Secret } from './config/secret.ts'
import type { SandboxServer } from './sandbox/serve/serve.ts'
import type { Customer } from './sandbox/state/customers.ts'

const SHOWN = {
  production: { name: 'Production', colour: 'red' },
  staging: { name: 'Staging', colour: 'teal' },
} as const

/** Returns a customer of the sandbox at `baseUrl` as an environment. `timeScale`: how many times faster the sandbox waits. */
export const environmentOfCustomer = (
  { name, customerId, clientId, clientSecret, apiClientId, apiClientSecret }: Customer,
  { baseUrl, timeScale }: { baseUrl: string; timeScale: number },
): EnvironmentSetting => ({
  ...SHOWN[name === 'staging' ? 'staging' : 'production'],
  id: name,
  baseUrl,
  customerId,
  clientId,
  clientSecret: new Secret(clientSecret),
  sandbox: true,
  directReplay: true,
  redeliveryInterval: 60 / timeScale,
  certainAfter: 600 / timeScale,
  backgroundCalls: { perSecond: 50, perHour: 100_000 },
  entityApi: { baseUrl, clientId: apiClientId, clientSecret: new Secret(apiClientSecret) },
})

/** Returns the configuration that goes with a running sandbox: its customers as environments, its provider for sign-in. */
export const sandboxConfig = (
  { url, customers, oidc, sandbox }: SandboxServer,
  { port, host, publicUrl, store }: Pick<Config, 'port' | 'host' | 'publicUrl' | 'store'>,
): Config => ({
  port,
  host,
  publicUrl,
  store,
  environments: customers.map(({ applications, clients, ...customer }) => ({
    ...environmentOfCustomer(customer, { baseUrl: url, timeScale: sandbox.options.timeScale }),
    applications,
    clients,
  })),
  signIn: {
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: new Secret(oidc.clientSecret),
    scopes: ['openid', 'profile', 'email'],
    roleClaim: 'roles',
    roles: { viewer: 'viewer', operator: 'operator', administrator: 'administrator' },
  },
  logLevel: 'info',
  drainSeconds: 0,
  trustedProxies: [],
  backgroundSync: 600,
  journalDays: KEPT_DAYS,
  runDays: KEPT_DAYS,
})
