import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { FailedMatch } from '../../contract/failed-event.ts'
import type { StoreSetting } from '../../store/database/database.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import { openStore } from '../../store/store.ts'
import { type BenchEvents, benchEvent } from './events.ts'
import { type BenchQueries, pageQueries, summaryQueries } from './queries.ts'

export interface IndexBenchOptions {
  /** An empty store. */
  setting: StoreSetting
  events: number
  subscriptions?: number
  /** The number of failures among a hundred events. */
  failed?: number
  /** The number of times that each query is made. */
  times?: number
}

/** The durations of one thing, in milliseconds. */
export interface Timing {
  name: string
  median: number
  p95: number
  most: number
}

export interface IndexFigures {
  engine: 'SQLite' | 'PostgreSQL'
  events: number
  failures: number
  /** Pages of 100 events as the API lists them, four written at once. */
  fill: { seconds: number; perSecond: number; page: Timing }
  /** A page of failed events, and of one subscription's events. */
  pages: Timing[]
  /** The queries that may be slower: counts, groups and choices. */
  summaries: Timing[]
}

const ENVIRONMENT = 'bench'
const [AT_ONCE, WRITERS] = [100, 4]

/** Fills an index and measures it: what a page takes, and what is left to the summary because it takes longer. */
export async function benchIndex(options: IndexBenchOptions): Promise<IndexFigures> {
  const { setting, events, subscriptions = 2_000, failed = 10, times = 20 } = options
  const ids = Array.from({ length: subscriptions }, () => randomUUID())
  const store = await openStore(setting)
  try {
    const fill = await fillIndex(store.events, ids, { count: events, now: Date.now(), failed })
    if ('postgres' in setting) await vacuum(setting.postgres)
    const asked = { index: store.events, environment: ENVIRONMENT, subscription: ids[0] ?? '' }
    const pages = await timeAll(await pageQueries(asked), times)
    const summaries = await timeAll(summaryQueries(asked), Math.min(times, 5))
    const { total } = await store.events.failedSummary(ENVIRONMENT, FailedMatch.parse({}))
    return {
      engine: 'sqlite' in setting ? 'SQLite' : 'PostgreSQL',
      ...{ events, failures: total, fill, pages, summaries },
    }
  } finally {
    await store.close()
  }
}

async function fillIndex(index: EventIndex, ids: string[], made: BenchEvents): Promise<IndexFigures['fill']> {
  const took: number[] = []
  const begun = performance.now()
  let next = 0
  const write = async () => {
    while (next < made.count) {
      const place = next
      next += AT_ONCE
      const id = ids[(place / AT_ONCE) % ids.length] ?? ''
      const page = Array.from({ length: AT_ONCE }, (_, more) => benchEvent(id, place + more, made))
      const one = performance.now()
      await index.put(ENVIRONMENT, page)
      took.push(performance.now() - one)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  const seconds = (performance.now() - begun) / 1_000
  return { seconds, perSecond: made.count / seconds, page: timingOf('100 events', took) }
}

/** Runs what PostgreSQL does by itself some time after many writes. */
async function vacuum(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

/** One after the other, in turns, so that what else the machine does meets all of them alike. */
async function timeAll(queries: BenchQueries, times: number): Promise<Timing[]> {
  const took = queries.map((): number[] => [])
  for (let round = 0; round <= times; round++) {
    for (const [place, [, ask]] of queries.entries()) {
      const begun = performance.now()
      await ask()
      // The first round reads into memory what the others find there.
      if (round > 0) took[place]?.push(performance.now() - begun)
    }
  }
  return queries.map(([name], place) => timingOf(name, took[place] ?? []))
}

function timingOf(name: string, took: number[]): Timing {
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { name, median: at(0.5), p95: at(0.95), most: at(1) }
}
