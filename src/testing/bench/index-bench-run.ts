import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { FailedMatch } from '../../contract/failed-event.ts'
import type { StoreSetting } from '../../store/database/database.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import { openStore } from '../../store/store.ts'
import { type BenchEvents, benchEvent } from './events.ts'
import { pageQueries, summaryQueries } from './queries.ts'
import { type Timing, timeAll, timingOf } from './timing.ts'

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

export interface IndexFigures {
  engine: 'SQLite' | 'PostgreSQL'
  events: number
  failures: number
  /** Pages of 100 events as the API lists them, four written at once. */
  fill: { seconds: number; perSecond: number; page: Timing }
  /** A page of failed events, and of one subscription's events. */
  pages: Timing[]
  /** Bytes an event with its indices, on PostgreSQL. */
  bytes?: number | undefined
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
    const bytes = 'postgres' in setting ? (await bytesOf(setting.postgres, ['events']))[0]?.[1] : undefined
    const asked = { index: store.events, environment: ENVIRONMENT, subscription: ids[0] ?? '' }
    const pages = await timeAll(await pageQueries(asked), times)
    const summaries = await timeAll(summaryQueries(asked), Math.min(times, 5))
    const { total } = await store.events.failedSummary(ENVIRONMENT, FailedMatch.parse({}))
    return {
      engine: 'sqlite' in setting ? 'SQLite' : 'PostgreSQL',
      ...{ events, failures: total, fill, pages, summaries, bytes },
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
export async function vacuum(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

/** Returns how many bytes a row of each table takes with its indices, and the texts that are kept beside it. */
export async function bytesOf(url: string, tables: readonly string[]): Promise<[table: string, bytes: number][]> {
  const client = new pg.Client(url)
  await client.connect()
  const sizes: [string, number][] = []
  for (const table of tables) {
    const { rows } = await client.query(
      `select round(pg_total_relation_size('${table}') / greatest(count(*), 1)) as bytes from ${table}`,
    )
    sizes.push([table, Number(rows[0]?.bytes)])
  }
  await client.end()
  return sizes
}
