import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JournalQuery } from '../../contract/journal.ts'
import { ITEM_STATES, RunItemQuery, RunQuery } from '../../contract/run.ts'
import { openDatabase, type StoreSetting } from '../../store/database/database.ts'
import { openStore, type Store } from '../../store/store.ts'
import { findPostgres, startPostgres } from '../postgres.ts'
import { bytesOf, vacuum } from './index-bench-run.ts'
import { type BenchQueries, type Timing, timeAll } from './timing.ts'
import { DAYS, ENVIRONMENT, fillJournal, fillRuns, numbered } from './years-fill.ts'

/** A filter may take twice as long as the page without one. */
const GOAL = 2

export interface YearsBenchSizes {
  /** Entries of the journal, and items of runs, in the embedded store; 0 leaves it out. */
  sqlite: number
  /** The same on PostgreSQL; 0 leaves it out. */
  postgres: number
  times?: number
  print?: (line: string) => void
}

/** Measures every filter of journal and runs over years of them, against the page without one, and prints a table of each. */
export async function benchYears({
  sqlite,
  postgres,
  times = 20,
  print = (line) => process.stdout.write(`${line}\n`),
}: YearsBenchSizes): Promise<void> {
  const measure = async (engine: string, setting: StoreSetting, rows: number) => {
    for (const [name, timings] of await measureYears(setting, rows, times))
      for (const line of tableOf(`${name}, ${engine}`, timings)) print(line)
    if ('postgres' in setting) {
      const sizes = await bytesOf(setting.postgres, ['journal', 'run_items'])
      print(`Bytes a row with its indices: ${sizes.map(([table, bytes]) => `${table} ${bytes}`).join(', ')}\n`)
    }
  }
  if (sqlite > 0) {
    const folder = mkdtempSync(join(tmpdir(), 'console-bench-'))
    await measure('SQLite', { sqlite: join(folder, 'bench.sqlite') }, sqlite)
    rmSync(folder, { recursive: true })
  }
  if (postgres > 0 && findPostgres()) {
    const server = await startPostgres()
    try {
      await measure('PostgreSQL', { postgres: await server.createDatabase() }, postgres)
    } finally {
      await server.stop()
    }
  } else if (postgres > 0) print('PostgreSQL: not measured, none is installed here')
}

async function measureYears(setting: StoreSetting, rows: number, times: number): Promise<[string, Timing[]][]> {
  const now = Date.now()
  const database = await openDatabase(setting, { copy: 'to' })
  await fillJournal(database, rows, now)
  const counts = Object.fromEntries(ITEM_STATES.map((state) => [state, state === 'delivered' ? 90 : 0]))
  const runs = await fillRuns(database, { items: rows, now, counts })
  await database.db.destroy()
  if ('postgres' in setting) await vacuum(setting.postgres)
  const store = await openStore(setting)
  try {
    const size = rows.toLocaleString('en')
    return [
      [`Journal of ${size} entries`, await timeAll(await journalQueries(store, now), times)],
      [`${runs.toLocaleString('en')} runs of ${size} events`, await timeAll(await runQueries(store), times)],
      ['Events of a run of a tenth of them', await timeAll(itemQueries(store), times)],
    ]
  } finally {
    await store.close()
  }
}

async function journalQueries({ journal }: Store, now: number): Promise<BenchQueries> {
  const page = (query: object) => () => journal.page(JournalQuery.parse(query))
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const here = { environment: ENVIRONMENT }
  const { older } = await page({ to: ago(DAYS / 2) })()
  const queries: BenchQueries = [['without a filter', page({})]]
  const both = (name: string, query: object) => {
    queries.push([name, page(query)], [`… in one environment`, page({ ...query, ...here })])
  }
  queries.push(['of one environment', page(here)], ['of one with few', page({ environment: 'staging' })])
  queries.push(
    ['of one that is none', page({ environment: 'nowhere' })],
    ['a page in the middle', page({ before: older })],
  )
  both('of somebody who does much', { actor: 'Busy Person 7' })
  both('of many people', { actor: 'Person' })
  both('of somebody rare', { actor: 'Rare Person 77' })
  both('of somebody with twelve entries', { actor: 'quick' })
  both('of nobody', { actor: 'nobody at all' })
  both('of a frequent action', { action: 'event.redeliver' })
  both('of a rare action', { action: 'export.cancel' })
  both('of an action that nobody did', { action: 'export.download' })
  for (const outcome of ['done', 'refused', 'unknown', 'pending']) both(`with the outcome ${outcome}`, { outcome })
  both('of a subscription', { target: numbered(77) })
  both('of where an id begins', { target: numbered(77).slice(0, 7) })
  both('of an id that is none', { target: 'ffffffff-ffff-4fff-8fff-ffffffffffff' })
  both('with a part of most titles', { target: 'customer' })
  both('with a part of some titles', { target: 'data 77' })
  both('with a part of one title', { target: 'data 1977' })
  both('with a part of a rare title', { target: 'outage no. 1234' })
  both('with a part of no title', { target: 'nothing like this' })
  both('of a day last winter', { from: ago(200), to: ago(199) })
  both('of the first days', { to: ago(DAYS - 2) })
  return queries
}

async function runQueries({ runs }: Store): Promise<BenchQueries> {
  const spacing = { interval: 60_000 }
  const page =
    (query: object, environment = ENVIRONMENT) =>
    () =>
      runs.page(environment, RunQuery.parse(query), spacing)
  const { older } = await page({ show: 'all', size: 100 })()
  return [
    ['without a filter', page({ show: 'all', before: older })],
    ['runs', page({ before: older })],
    ['single events', page({ show: 'singles', before: older })],
    ['that have ended', page({ show: 'all', state: 'ended' })],
    ['… single events', page({ show: 'singles', state: 'ended' })],
    ['under way (20 of them)', page({ show: 'all', state: 'active' })],
    ['the newest, those under way among them', page({ show: 'all' })],
    ['of an environment with few', page({ show: 'all', state: 'ended' }, 'staging')],
    ['of one that is none', page({ show: 'all' }, 'nowhere')],
  ]
}

function itemQueries({ runs }: Store): BenchQueries {
  const page = (query: object) => () => runs.items(ENVIRONMENT, RUN, RunItemQuery.parse(query), { interval: 60_000 })
  return [
    ['without a filter', page({})],
    ['delivered', page({ state: 'delivered' })],
    ['failed', page({ state: 'failed' })],
    ['in a state that none is in', page({ state: 'untraced' })],
    ['of one subscription', page({ subscription: numbered(105) })],
    ['… failed', page({ subscription: numbered(105), state: 'failed' })],
    ['of a subscription that is none', page({ subscription: numbered(1) })],
    ['a page in the middle', page({ after: 5_000 })],
  ]
}

/** The first run, which has a tenth of all items. */
const RUN = '00000001-2222-4000-8000-000000000000'

function tableOf(title: string, timings: Timing[]): string[] {
  const plain = timings[0]?.median ?? 0
  const row = ({ name, median, p95 }: Timing) =>
    `  ${name.padEnd(40)}${[median, p95].map((ms) => ms.toFixed(2).padStart(9)).join('')}${(median / plain).toFixed(1).padStart(8)}`
  const slow = timings.filter(({ median }) => median > GOAL * plain)
  return [
    title,
    `  ${'milliseconds for a page of 50'.padEnd(40)}   median      95%   times`,
    ...timings.map(row),
    `  within ${GOAL} times the page without a filter: ${timings.length - slow.length} of ${timings.length}`,
    '',
  ]
}
