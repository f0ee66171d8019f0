import { expect, it } from 'vitest'
import type { Config, EnvironmentSetting } from './config.ts'
import { renewConfig } from './renew.ts'
import { Secret } from './secret.ts'

const environment = (id: string, secret: string): EnvironmentSetting => ({
  id,
  name: id,
  colour: 'red',
  baseUrl: 'https://api.example',
  customerId: '2f1d6d9a-3c39-4b0c-8a7a-6a6c9a1f0b11',
  clientId: 'client',
  clientSecret: new Secret(secret),
  sandbox: false,
  directReplay: false,
  redeliveryInterval: 60,
  certainAfter: 600,
  entityApi: { baseUrl: 'https://entity.example', clientId: 'client', clientSecret: new Secret(`${secret} entity`) },
})

const config = (differs: Partial<Config> = {}): Config => ({
  publicUrl: 'https://console.example',
  host: '127.0.0.1',
  port: 3000,
  drainSeconds: 5,
  trustedProxies: [],
  environments: [environment('one', 'first'), environment('two', 'second')],
  signIn: {
    issuer: 'https://id.example',
    clientId: 'console',
    clientSecret: new Secret('sign-in'),
    scopes: ['openid'],
    roleClaim: 'roles',
    roles: { ops: 'operator' },
  },
  store: { postgres: new Secret('postgres://user:password@host/database') },
  logLevel: 'info',
  backgroundSync: 600,
  journalDays: 400,
  runDays: 400,
  ...differs,
})

it('finds nothing in a file that is the same', () => {
  expect(renewConfig(config(), config())).toEqual({ renewed: [], waiting: [] })
})

it('takes over secrets by what they are of, whatever their place in the file', () => {
  const running = config()
  const held = running.environments[0]?.clientSecret
  const fresh = config({ environments: [environment('two', 'second, renewed'), environment('one', 'first')] })
  expect(renewConfig(running, fresh)).toEqual({
    renewed: ['environments[two].clientSecret', 'environments[two].entityApi.clientSecret'],
    waiting: [],
  })
  expect([held?.reveal(), running.environments[1]?.clientSecret.reveal()]).toEqual(['first', 'second, renewed'])
})

it('takes over the level of the log, and names what waits for a start', () => {
  const running = config()
  const fresh = config({
    logLevel: 'debug',
    port: 3001,
    environments: [{ ...environment('one', 'first'), clientId: 'else' }, environment('three', 'third')],
    store: { postgres: new Secret('postgres://user:another@host/database') },
  })
  expect(renewConfig(running, fresh)).toEqual({
    renewed: ['logLevel'],
    waiting: ['port', 'environments[one].clientId', 'environments[two]', 'environments[three]', 'store.postgres'],
  })
  expect([running.logLevel, running.port, running.environments.length]).toEqual(['debug', 3000, 2])
})
