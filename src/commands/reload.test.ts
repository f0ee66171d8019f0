import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { serveSandbox } from '../sandbox/serve/serve.ts'
import { openStore } from '../store/store.ts'
import { freePort } from '../testing/free-port.ts'
import { runMain } from '../testing/run-main.ts'

const LONG = { timeout: 90_000 }
const SOON = { timeout: 40_000, interval: 50 }

it('takes over secrets and the level of the log at SIGHUP, and nothing from a file that is wrong', LONG, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-reload-'))
  const sandbox = await serveSandbox({ port: 0, subscriptions: 2, events: 0 })
  onTestFinished(async () => {
    await sandbox.close()
    await rm(folder, { recursive: true })
  })
  const [customer] = sandbox.customers
  if (!customer) throw new Error('The sandbox has no customer')
  const port = await freePort()
  const sqlite = join(folder, 'console.sqlite')
  const store = await openStore({ sqlite })
  const cookie = `console-session=${await store.sessions.create({ id: 'v', name: 'Vera', email: null, role: 'viewer' })}`
  await store.close()
  const environment = { id: 'one', name: 'One', colour: 'red', clientSecret: { file: 'api-secret' } }
  const file = {
    publicUrl: `http://localhost:${port}`,
    host: 'localhost',
    port,
    instance: 'west-2',
    environments: [
      { ...environment, baseUrl: sandbox.url, customerId: customer.customerId, clientId: customer.clientId },
    ],
    signIn: { issuer: 'http://localhost:9', clientId: 'c', roles: { a: 'viewer' } },
    store: { sqlite },
    metrics: { token: { file: 'metrics-token' } },
    backgroundSync: 0,
    drainSeconds: 0,
  }
  const path = join(folder, 'console.json')
  const [oldToken, newToken] = ['an-old-token-of-the-scraper', 'a-new-token-of-the-scraper']
  const write = ({ secret, token, text }: Record<'secret' | 'token' | 'text', string>) =>
    Promise.all([
      writeFile(join(folder, 'api-secret'), secret),
      writeFile(join(folder, 'metrics-token'), token),
      writeFile(path, text),
    ])
  const firstText = JSON.stringify({ ...file, logLevel: 'warn' })
  await write({ secret: 'not the secret', token: oldToken, text: firstText })

  const main = runMain(folder, { CONSOLE_CONFIG: path })
  onTestFinished(() => void main.child.kill('SIGKILL'))
  const url = `http://localhost:${port}`
  const list = async () => (await fetch(`${url}/api/environments/one/subscriptions`, { headers: { cookie } })).status
  const scrape = async (token: string) =>
    (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status
  const lines = (msg: string) =>
    main.said.out
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line))
      .filter((line) => line.msg === msg)
  await vi.waitFor(async () => expect(await list()).toBe(502), SOON)
  expect([await scrape(oldToken), await scrape(newToken)]).toEqual([200, 401])

  const text = JSON.stringify({ ...file, logLevel: 'info', runDays: 100 })
  await write({ secret: customer.clientSecret, token: newToken, text })
  main.child.kill('SIGHUP')
  await vi.waitFor(() => expect(lines('settings changed that need a start')).toHaveLength(1), SOON)
  expect(lines('configuration read again')).toMatchObject([
    {
      renewed: ['environments[one].clientSecret', 'logLevel', 'metrics.token'],
      ...{ level: 'info', instance: 'west-2', pid: main.child.pid },
    },
  ])
  expect(lines('settings changed that need a start')).toMatchObject([{ waiting: ['runDays'] }])
  expect([await list(), await scrape(oldToken), await scrape(newToken)]).toEqual([200, 401, 200])

  await write({ secret: 'not the secret', token: oldToken, text: '{ "logLevel": "loud" ' })
  main.child.kill('SIGHUP')
  await vi.waitFor(
    () => expect(lines('configuration not read again: everything stays as it was')).toHaveLength(1),
    SOON,
  )
  expect([await list(), await scrape(newToken)]).toEqual([200, 200])

  main.child.kill('SIGTERM')
  expect(await main.ended).toBe(0)
  expect([lines('started').length, lines('stopping').length, lines('stopped').length]).toEqual([0, 1, 1])
  expect(main.said.out + main.said.err).not.toContain(customer.clientSecret)
})
