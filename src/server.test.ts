import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from './config/log.ts'
import { VERSION } from './config/version.ts'
import { BUILD_HEADER, TIME_HEADER } from './contract/answer-headers.ts'
import { serveSandbox } from './sandbox/serve/serve.ts'
import { sandboxConfig } from './sandbox-config.ts'
import { startWithSandbox } from './sandboxed.ts'
import { startConsole } from './server.ts'
import { openStore, type Store } from './store/store.ts'
import { freePort } from './testing/free-port.ts'
import { runMain } from './testing/run-main.ts'
import { aRun, someItems } from './testing/runs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-server-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Runs the server as a process of its own. */
const run = (env: Record<string, string>) => runMain(folder, env)

it('starts on the sandbox, says where to look, and ends cleanly when it is asked to', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const { child, said, ended } = run({ PORT: String(port), SANDBOX_PORT: String(await freePort()) })
  await vi.waitFor(() => expect(said.out).toContain(`http://localhost:${port}`), { timeout: 50_000, interval: 100 })
  expect(said.out).toMatch(/Viewer, Operator or Administrator/)
  expect(said.out).toContain(folder)
  const health = await fetch(`http://localhost:${port}/healthz`)
  expect(await health.json()).toEqual({ alive: true, version: VERSION })
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(said.err).toBe('')
})

it('lists every problem of a configuration, and exits with 78 before it listens', { timeout: 30_000 }, async () => {
  const path = join(folder, 'console.json')
  await writeFile(
    path,
    '{ "publicUrl": "http://console.example", "environments": [{ "id": "Prod", "clientSecret": "x" }] }',
  )
  const { said, ended } = run({ CONSOLE_CONFIG: path })
  expect(await ended).toBe(78)
  for (const setting of ['publicUrl', 'environments[0].id', 'environments[0].clientSecret', 'signIn']) {
    expect(said.err).toContain(setting)
  }
})

it('says what is wrong with the time scale of the sandbox', { timeout: 30_000 }, async () => {
  const { said, ended } = run({ SANDBOX_TIME_SCALE: 'fast' })
  expect(await ended).toBe(1)
  expect(said.err).toContain('SANDBOX_TIME_SCALE is “fast”; it must be a number from 1 to 100000.')
})

it('says which port is taken', { timeout: 30_000 }, async () => {
  const taken = createServer().listen(0, 'localhost')
  await once(taken, 'listening')
  const { said, ended } = run({
    SANDBOX_PORT: String((taken.address() as AddressInfo).port),
    PORT: String(await freePort()),
  })
  expect(await ended).toBe(1)
  expect(said.err).toMatch(/EADDRINUSE/)
  expect(said.err).toMatch(/SANDBOX_PORT/)
  taken.close()
})

it('serves what a page of the version before it still loads', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const home = `http://localhost:${port}`
  const sandbox = await serveSandbox({ port: 0, subscriptions: 1, events: 0 })
  const store = { sqlite: join(folder, 'console.sqlite') }
  const config = sandboxConfig(sandbox, { port, host: 'localhost', publicUrl: home, store })
  const start = async (version: string) => {
    const dist = join(folder, version)
    await mkdir(join(dist, 'assets'), { recursive: true })
    await writeFile(join(dist, 'index.html'), `<script src="/assets/${version}.js"></script>`)
    await writeFile(join(dist, 'assets', `${version}.js`), `export const version = '${version}'`)
    return startConsole(config, createLog('silent'), { dist })
  }
  const before = await start('one')
  const build = (await fetch(`${home}/api/session`)).headers.get(BUILD_HEADER)
  await before.stop()
  const after = await start('two')
  const answers = await Promise.all(['one', 'two', 'three'].map((name) => fetch(`${home}/assets/${name}.js`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404])
  expect(answers[0]?.headers.get('content-type')).toBe(answers[1]?.headers.get('content-type'))
  expect(answers[0]?.headers.get('cache-control')).toContain('immutable')
  expect(await answers[0]?.text()).toBe("export const version = 'one'")
  const next = await fetch(`${home}/api/session`)
  expect(next.headers.get(BUILD_HEADER)).not.toBe(build)
  expect(Math.abs(Number(next.headers.get(TIME_HEADER)) - Date.now())).toBeLessThan(60_000)
  await after.stop()
  await sandbox.close()
})

it('answers what it is busy with before it stops', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const sqlite = join(folder, 'console.sqlite')
  const running = await startWithSandbox(
    { port, host: 'localhost', publicUrl: `http://localhost:${port}`, store: { sqlite } },
    { port: 0, subscriptions: 4, events: 20 },
    createLog('silent'),
  )
  const store = await openStore({ sqlite })
  const cookie = `console-session=${await store.sessions.create({ id: 'v', name: 'Vera', email: null, role: 'viewer' })}`
  await store.close()

  const { sandbox } = running.sandbox
  const [subscription] = sandbox.state.subscriptions.of(sandbox.customers[0]?.customerId ?? '')
  sandbox.state.faults.add({
    path: `/${subscription?.subscriptionId}/events/`,
    fault: { does: 'delay', milliseconds: 5000 },
  })
  const [event] = sandbox.state.events.of(subscription?.subscriptionId ?? '')
  const path = `/api/environments/production/subscriptions/${subscription?.subscriptionId}/events/${event?.id}`
  const answer = fetch(`http://localhost:${port}${path}`, { headers: { cookie } })
  await vi.waitFor(() => expect(sandbox.state.faults.all()[0]).toBeDefined())
  await fetch(`http://localhost:${port}/healthz`) // the one before it has arrived, then
  await running.stop()
  expect((await answer).status).toBe(200)
  await expect(fetch(`http://localhost:${port}/healthz`)).rejects.toThrow('fetch failed')
})

it('says that it leaves while it still takes requests, and keeps no connection then', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const sandbox = await serveSandbox({ port: 0, subscriptions: 1, events: 0 })
  const url = `http://localhost:${port}`
  const store = { sqlite: join(folder, 'console.sqlite') }
  const config = sandboxConfig(sandbox, { port, host: 'localhost', publicUrl: url, store })
  const console = await startConsole({ ...config, drainSeconds: 3 }, createLog('silent'))
  expect((await fetch(`${url}/readyz`)).headers.get('connection')).toBe('keep-alive')
  const stopped = console.stop({ drain: true })
  const ready = await fetch(`${url}/readyz`)
  expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  await stopped
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
  await sandbox.close()
})

describe('a run that was under way', () => {
  const subscription = randomUUID()
  let store: Store
  let setting: Parameters<typeof startWithSandbox>[0]
  let run: string
  beforeEach(async () => {
    const port = await freePort()
    const sqlite = join(folder, 'console.sqlite')
    setting = { port, host: 'localhost', publicUrl: `http://localhost:${port}`, store: { sqlite } }
    store = await openStore({ sqlite })
    const begun = aRun({ subscriptions: [subscription] })
    run = begun.id
    await store.runs.create(begun, someItems(subscription, 1))
  })
  afterEach(() => store.close())
  const detail = () => store.runs.detail('production', run, { interval: 60_000 })

  it('goes on in a console that is started again', { timeout: 60_000 }, async () => {
    const sandbox = await serveSandbox({ port: 0, subscriptions: 1, events: 0 })
    const console = await startConsole(sandboxConfig(sandbox, setting), createLog('silent'))
    await vi.waitFor(
      async () => expect(await detail()).toMatchObject({ state: 'done', counts: { expired: 1 } }),
      30_000,
    )
    await console.stop()
    await sandbox.close()
  })

  it('ends where the sandbox is a new one', { timeout: 60_000 }, async () => {
    const running = await startWithSandbox(setting, { port: 0, subscriptions: 1, events: 0 }, createLog('silent'))
    expect(await detail()).toMatchObject({
      state: 'cancelled',
      stateReason: 'The sandbox began anew, and its events are no more',
      counts: { cancelled: 1 },
    })
    await running.stop()
  })
})
