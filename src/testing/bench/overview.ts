import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProxyFixture, type ProxyFixture } from '../proxy-fixture.ts'
import { benchEvent } from './events.ts'

/** The time that the server may take for an overview, in ms. */
const GOAL = 100
const SUBSCRIPTIONS = 100
const TIMES = 20
const AT_ONCE = 1_000
const BASE = '/api/environments/production/overview'

interface OverviewBenchOptions {
  /** The number of stored events; it is measured at a hundredth of it as well, to see how it grows. */
  most: number
  print: (line: string) => void
}

/** Measures what the server takes for an overview and its hours, on SQLite, and how that grows with what is stored. */
export async function benchOverview({ most, print }: OverviewBenchOptions): Promise<void> {
  print(`Overview, SQLite, ${SUBSCRIPTIONS} subscriptions`)
  for (const events of [Math.ceil(most / 100), most]) {
    const folder = mkdtempSync(join(tmpdir(), 'console-bench-'))
    const fixture = await createProxyFixture({}, {}, { sqlite: join(folder, 'bench.sqlite') })
    try {
      await fill(fixture, events)
      for (const [name, path] of [
        ['what needs you', `${BASE}?look=glance`],
        ['hours of the week', `${BASE}/hours`],
      ] as const) {
        const took = await timesOf(() => fixture.as('viewer', 'GET', path))
        const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? 0
        const verdict = at(0.95) <= GOAL ? `within ${GOAL} ms` : `more than ${GOAL} ms`
        print(
          `  ${`${name}, ${events.toLocaleString('en')} events`.padEnd(40)} median ${at(0.5).toFixed(1)} ms, 95 % ${at(0.95).toFixed(1)} ms: ${verdict}`,
        )
      }
    } finally {
      await fixture.close()
      rmSync(folder, { recursive: true })
    }
  }
}

async function fill({ store, subscription, clock }: ProxyFixture, count: number): Promise<void> {
  const now = clock.now()
  const ids = Array.from({ length: SUBSCRIPTIONS }, (_, place) => {
    return subscription({ title: `Subscription ${place}`, enabled: place % 10 !== 0 }).subscriptionId
  })
  for (let start = 0; start < count; start += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - start)
    const some = Array.from({ length }, (_, more) => {
      const place = start + more
      return benchEvent(ids[place % ids.length] ?? '', place, { count, now, failed: 10 })
    })
    await store.events.put('production', some)
  }
  for (const id of ids) {
    const lease = await store.events.feeds.claim('production', id, { owner: 'bench', until: now + 1 })
    if (lease) await store.events.feeds.release(lease, { asOf: now, triedAt: now, complete: true })
  }
}

/** Returns the times of so many calls in ms, the shortest first; the first call reads into memory what others find there. */
async function timesOf(call: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn <= TIMES; turn++) {
    const begun = performance.now()
    await call()
    if (turn > 0) took.push(performance.now() - begun)
  }
  return took.toSorted((one, other) => one - other)
}
