import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { EventQuery } from '../contract/event.ts'
import type { StoreSetting } from './database.ts'
import type { IndexedEvent } from './event-rows.ts'
import { openStore } from './store.ts'
import { timeOf } from './time.ts'

/**
 * Measures the event index: `node src/store/bench.ts [--events 100000] [--subscriptions 2000] [--postgres URL]`. Once
 * with the events spread over the subscriptions, once more with as many in a single one. Prints milliseconds (medians of
 * 9): how long it took, and how much of the processor this process used for it, which a busy machine does not change.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    subscriptions: { type: 'string', default: '2000' },
    postgres: { type: 'string' },
  },
})
const ENVIRONMENT = 'bench'
const AT_ONCE = 100
const NAMES = [
  'familyName',
  'givenName',
  'email',
  'primaryAddress.city',
  'primaryAddress.country',
  'password',
  'birthday',
]
const print = (line: string) => process.stdout.write(`${line}\n`)
const count = Number(values.events)
const folder = mkdtempSync(join(tmpdir(), 'console-bench-'))
const setting: StoreSetting = values.postgres ? { postgres: values.postgres } : { sqlite: join(folder, 'bench.sqlite') }
const start = Date.now() - 6 * 86_400_000

function anEvent(subscriptionId: string, place: number): IndexedEvent {
  const at = timeOf(start + Math.floor((place * 6 * 86_400_000) / count))
  const failed = place % 10 === 0
  const state = failed ? 'failure' : place % 37 === 0 ? 'awaiting-retry' : 'success'
  const attributes = place % 5 ? NAMES.filter((_, name) => ((place * 7919) >> name) & 1) : []
  const type = place % 5 ? 'entityUpdated' : 'entityCreated'
  const user = `00000000-0000-4000-8000-${String(place % 5_000).padStart(12, '0')}`
  const globalSub = `capture-v1://us.janraincapture.com/zzyn9gy9r8xdy5zkru4y54syk6/user/${user}`
  const [id, application, client] = [randomUUID(), 'zzyn9gy9r8xdy5zkru4y54syk6', 'elrrniux51a3nrhfwzklvz3t46lb5n2m']
  return {
    ...{
      id,
      subscriptionId,
      createdAt: at,
      updatedAt: at,
      state,
      attempts: failed ? 6 : 1,
      type,
      eventId: randomUUID(),
    },
    ...{ entityType: 'user', attributes, user, application, client, occurredAt: at },
    ...{ listenerStatus: state === 'success' ? 200 : 503, listenerError: null },
    cause: state === 'success' ? null : place % 20 === 0 ? 'off' : 'server-error',
    expiresAt: timeOf(Date.parse(at) + 7 * 86_400_000),
    claim: {
      [type]: { captureApplicationId: application, captureClientId: client, entityType: 'user', globalSub, attributes },
    },
  }
}

const store = await openStore(setting)
const index = store.events
await index.clear(ENVIRONMENT)

async function fill(subscriptions: string[]): Promise<void> {
  const begun = performance.now()
  let slowest = 0
  for (let place = 0; place < count; place += AT_ONCE) {
    const subscriptionId = subscriptions[(place / AT_ONCE) % subscriptions.length] ?? ''
    const one = performance.now()
    await index.put(
      ENVIRONMENT,
      Array.from({ length: AT_ONCE }, (_, more) => anEvent(subscriptionId, place + more)),
    )
    slowest = Math.max(slowest, performance.now() - one)
  }
  const seconds = (performance.now() - begun) / 1_000
  print(
    `  filled in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} events a second, slowest 100: ${slowest.toFixed(0)} ms`,
  )
}

/** What PostgreSQL does by itself some time after so many writes. */
async function vacuum(): Promise<void> {
  if (!values.postgres) return
  const client = new pg.Client(values.postgres)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

async function measure(name: string, task: () => Promise<unknown>): Promise<void> {
  const runs: { waited: number; computed: number }[] = []
  for (let run = 0; run < 9; run++) {
    const [begun, before] = [performance.now(), process.cpuUsage()]
    await task()
    const { user, system } = process.cpuUsage(before)
    runs.push({ waited: performance.now() - begun, computed: (user + system) / 1_000 })
  }
  const median = (of: 'waited' | 'computed') =>
    (runs.map((run) => run[of]).toSorted((one, other) => one - other)[4] ?? 0).toFixed(2)
  print(`  ${name.padEnd(40)} ${median('waited').padStart(8)} ${median('computed').padStart(8)}`)
}

async function pages(subscriptionId: string): Promise<void> {
  const page = (query: Record<string, unknown>) => index.page(ENVIRONMENT, subscriptionId, EventQuery.parse(query))
  const first = await page({})
  const unreachable = { attribute: 'no.such.attribute' }
  await measure('page, all', () => page({}))
  await measure('page, the next one', () => page({ before: first.older }))
  await measure('page, failed', () => page({ state: 'failure' }))
  await measure('page, failed while off', () => page({ cause: 'off' }))
  await measure('page, of a type', () => page({ type: 'entityCreated' }))
  await measure('page, with an attribute', () => page({ attribute: 'email' }))
  await measure('page, with an attribute nothing has', () => page(unreachable))
  await measure('page, of a user', () => page({ user: '00000000-0000-4000-8000-000000000042' }))
  await measure('what is not final', () => index.unsettled(ENVIRONMENT, subscriptionId))
  await measure('how many are stored', () => index.count(ENVIRONMENT, subscriptionId))
}

const many = Array.from({ length: Number(values.subscriptions) }, () => randomUUID())
print(`${count} events of ${many.length} subscriptions, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`)
await fill(many)
await vacuum()
await measure('figures of all subscriptions', () => index.stats(ENVIRONMENT))
await measure('figures of 20', () => index.stats(ENVIRONMENT, many.slice(0, 20)))
await pages(many[0] ?? '')
print(`${count} more of a single one`)
const single = randomUUID()
await fill([single])
await vacuum()
await pages(single)
await measure('figures of all subscriptions', () => index.stats(ENVIRONMENT))
await measure('nothing to forget', () => index.forgetExpired())
await index.clear(ENVIRONMENT)
await store.close()
if (!values.postgres) print(`${Math.round(statSync(join(folder, 'bench.sqlite')).size / 1e6)} MB`)
rmSync(folder, { recursive: true })
