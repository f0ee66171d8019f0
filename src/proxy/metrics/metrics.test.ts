import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../config/log.ts'
import { Secret } from '../../config/secret.ts'
import { VERSION } from '../../config/version.ts'
import { type SandboxServer, serveSandbox } from '../../sandbox/serve/serve.ts'
import { sandboxConfig } from '../../sandbox-config.ts'
import { type ConsoleServer, startConsole } from '../../server.ts'
import { openStore } from '../../store/store.ts'
import { freePort } from '../../testing/free-port.ts'

const TOKEN = 'a-token-of-the-scraper'
const DEPLOY = resolve(import.meta.dirname, '../../../deploy')
const LONG = 90_000

let folder: string
let sandbox: SandboxServer
let ports: { console: number; metrics: number }
let running: ConsoleServer
let cookie: string

const start = async (metrics: Parameters<typeof startConsole>[0]['metrics']) => {
  const url = `http://localhost:${ports.console}`
  const store = { sqlite: join(folder, 'console.sqlite') }
  const setting = { port: ports.console, host: 'localhost', publicUrl: url, store }
  return await startConsole({ ...sandboxConfig(sandbox, setting), ...(metrics && { metrics }) }, createLog('silent'))
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-metrics-'))
  sandbox = await serveSandbox({ port: 0, subscriptions: 4, events: 40 })
  ports = { console: await freePort(), metrics: await freePort() }
  const store = await openStore({ sqlite: join(folder, 'console.sqlite') })
  cookie = `console-session=${await store.sessions.create({ id: 'v', name: 'Vera', email: null, role: 'viewer' })}`
  await store.close()
  running = await start({ port: ports.metrics, host: 'localhost', token: new Secret(TOKEN) })
}, LONG)
afterAll(async () => {
  await running.stop()
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const ask = (url: string, token?: string) =>
  fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
const scrape = async () => await (await ask(`http://localhost:${ports.metrics}/metrics`, TOKEN)).text()
/** The value of the first sample of a metric with these labels. */
const sampleOf = (text: string, name: string, labels: string[] = []) => {
  const line = text.split('\n').find((one) => one.startsWith(name) && labels.every((label) => one.includes(label)))
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}

describe('on a port of their own', () => {
  it('are given to whoever has the token, and nothing else is there', async () => {
    const at = `http://localhost:${ports.metrics}`
    const statuses = [
      await ask(`${at}/metrics`),
      await ask(`${at}/metrics`, `${TOKEN}x`),
      await ask(`${at}/metrics`, TOKEN),
      await ask(`${at}/api/session`, TOKEN),
      await ask(`http://localhost:${ports.console}/metrics`, TOKEN),
    ].map(({ status }) => status)
    expect(statuses).toEqual([401, 401, 200, 404, 404])
  })

  it('tell of events, runs and the store, of calls and requests, of the version and the process', {
    timeout: LONG,
  }, async () => {
    const list = `http://localhost:${ports.console}/api/environments/production/subscriptions`
    expect((await fetch(list, { headers: { cookie } })).status).toBe(200)
    const text = await scrape()
    const production = 'environment="production"'
    expect(sampleOf(text, 'webhooks_console_info', [VERSION])).toBe(1)
    expect(sampleOf(text, 'webhooks_console_store_up')).toBe(1)
    expect(
      sampleOf(text, 'webhooks_console_upstream_call_seconds_count', [production, 'listSubscriptions', '200']),
    ).toBeGreaterThan(0)
    expect(sampleOf(text, 'webhooks_console_token_renewals_total', [production, 'renewed'])).toBe(1)
    expect(sampleOf(text, 'webhooks_console_request_seconds_count', ['/subscriptions', 'status="200"'])).toBe(1)
    expect(sampleOf(text, 'webhooks_console_store_statement_seconds_count', ['kind="read"'])).toBeGreaterThan(0)
    expect(sampleOf(text, 'webhooks_console_figures_timestamp_seconds')).toBeGreaterThan(Date.now() / 1000 - 600)
    expect(sampleOf(text, 'nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
    expect(sampleOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  })
})

it.each(['grafana-dashboard.json', 'prometheus-alerts.yaml'])('%s names only metrics that there are', async (file) => {
  const text = await scrape()
  const there = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
  const named = [...(await readFile(join(DEPLOY, file), 'utf8')).matchAll(/\b(?:webhooks_console|nodejs|process)_\w+/g)]
  expect(named.length).toBeGreaterThan(15)
  expect(named.map(([name]) => name).filter((name) => !there.has(name))).toEqual([])
})

it('the dashboard is one that Grafana can read', async () => {
  const { panels, title } = JSON.parse(await readFile(join(DEPLOY, 'grafana-dashboard.json'), 'utf8'))
  const ids = panels.map(({ id }: { id: number }) => id)
  expect([title, new Set(ids).size]).toEqual(['Webhooks Console', ids.length])
})
