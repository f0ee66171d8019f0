import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { serveSandbox } from '../../sandbox/serve/serve.ts'
import { openStore } from '../../store/store.ts'
import { freePort } from '../free-port.ts'
import { findPostgres, startPostgres } from '../postgres.ts'
import type { ConsoleWorkerSetting } from './console-worker.ts'
import { timingOf } from './timing.ts'

const [SUBSCRIPTIONS, EVENTS, READERS, SECONDS] = [200, 10_000, 12, 5]
const ENVIRONMENT = 'production'

/**
 * Measures what consoles on one PostgreSQL do together: how fast they fill the index from an API, and how many pages they give
 * out. The API and whoever asks run on the same machine, so that more processes gain little where there are few cores.
 */
export async function benchProcesses(counts: readonly number[], print: (line: string) => void): Promise<void> {
  if (!findPostgres()) return print('Processes: not measured, there is no PostgreSQL here')
  const sandbox = await serveSandbox({ port: 0, host: 'localhost', subscriptions: SUBSCRIPTIONS, events: EVENTS })
  const server = await startPostgres()
  try {
    for (const count of counts) {
      const consoles: ChildProcess[] = []
      const postgres = await server.createDatabase()
      const store = await openStore({ postgres })
      const begun = performance.now()
      const ports = await Promise.all(Array.from({ length: count }, freePort))
      const setting = { postgres, url: sandbox.url, customers: sandbox.customers }
      for (const port of ports) consoles.push(startConsole({ ...setting, port }))
      await Promise.all(consoles.map((console) => once(console, 'message')))
      const started = performance.now()
      const all = sandbox.sandbox.state.events.all().length
      const stored = async () => {
        const numbers = await Promise.all(sandbox.customers.map(({ name }) => store.events.counts(name)))
        return numbers.flatMap((some) => [...some.values()]).reduce((sum, one) => sum + one, 0)
      }
      while ((await stored()) < all) await after(100)
      const filled = (performance.now() - started) / 1_000
      const token = await store.sessions.create({ id: 'v', name: 'Vera', email: null, role: 'viewer' })
      print(`${count} ${count === 1 ? 'process' : 'processes'}, started in ${((started - begun) / 1_000).toFixed(1)} s`)
      print(
        `  index of ${all.toLocaleString('en')} events: ${filled.toFixed(1)} s, ${Math.round(all / filled).toLocaleString('en')} a second`,
      )
      for (const page of ['subscriptions', 'failed-events', 'runs']) print(await askFor(page, ports, token))
      const gone = consoles.map((console) => once(console, 'exit'))
      for (const console of consoles) console.kill('SIGKILL')
      await Promise.all(gone)
      await store.close()
    }
  } finally {
    await server.stop()
    await sandbox.close()
  }
}

const startConsole = (setting: ConsoleWorkerSetting) =>
  fork(join(import.meta.dirname, 'console-worker.ts'), [JSON.stringify(setting)])

async function askFor(page: string, ports: readonly number[], token: string): Promise<string> {
  const took: number[] = []
  const end = performance.now() + SECONDS * 1_000
  const ask = async (reader: number) => {
    const url = `http://localhost:${ports[reader % ports.length]}/api/environments/${ENVIRONMENT}/${page}`
    while (performance.now() < end) {
      const begun = performance.now()
      const answer = await fetch(url, { headers: { cookie: `console-session=${token}` } })
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${page}: ${answer.status}`)
      took.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: READERS }, (_, reader) => ask(reader)))
  const { median, p95 } = timingOf(page, took)
  return `  ${page.padEnd(16)} ${Math.round(took.length / SECONDS)} a second, median ${median.toFixed(0)} ms, 95 % ${p95.toFixed(0)} ms (${READERS} readers)`
}
