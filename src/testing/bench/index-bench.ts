import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '../postgres.ts'
import { benchIndex, type IndexFigures } from './index-bench-run.ts'
import type { Timing } from './timing.ts'

/** The time that a page may take, in ms. */
const GOAL = 100

export interface IndexBenchSizes {
  /** Events in the embedded store; 0 leaves it out. */
  sqlite?: number
  /** Events on PostgreSQL; 0 leaves it out. */
  postgres?: number
  /** The number of failures among a hundred events. */
  failed?: number
  print?: (line: string) => void
}

/**
 * Measures the event index embedded and on a PostgreSQL that is started for it (with the settings it comes with), and
 * prints a table of each. A missing PostgreSQL is said.
 */
export async function benchIndices({
  sqlite = 100_000,
  postgres = 1_000_000,
  failed = 10,
  print = (line) => process.stdout.write(`${line}\n`),
}: IndexBenchSizes = {}): Promise<IndexFigures[]> {
  const figures: IndexFigures[] = []
  const done = (one: IndexFigures, size = '') => {
    figures.push(one)
    for (const line of tableOf(one, size)) print(line)
  }
  if (sqlite > 0) {
    const folder = mkdtempSync(join(tmpdir(), 'console-bench-'))
    const file = join(folder, 'bench.sqlite')
    const one = await benchIndex({ setting: { sqlite: file }, events: sqlite, failed })
    done(one, `, ${Math.round(statSync(file).size / 1e6)} MB`)
    rmSync(folder, { recursive: true })
  }
  if (postgres > 0 && !findPostgres())
    print('PostgreSQL: not measured, none is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
  else if (postgres > 0) {
    const server = await startPostgres()
    try {
      const url = await server.createDatabase()
      done(await benchIndex({ setting: { postgres: url }, events: postgres, failed }))
    } finally {
      await server.stop()
    }
  }
  return figures
}

function tableOf({ engine, events, failures, fill, pages, summaries, bytes }: IndexFigures, size: string): string[] {
  const whole = (number: number) => Math.round(number).toLocaleString('en')
  const row = ({ name, median, p95, most }: Timing) =>
    `  ${name.padEnd(36)}${[median, p95, most].map((ms) => ms.toFixed(1).padStart(9)).join('')}`
  const head = (name: string) => `  ${name.padEnd(36)}   median      95%     most`
  const slow = pages.filter((page) => page.p95 > GOAL)
  return [
    `Event index, ${engine}: ${whole(events)} events, ${whole(failures)} of them failed${size}${bytes ? `, ${bytes} bytes each` : ''}`,
    `  filled in ${fill.seconds.toFixed(0)} s: ${whole(fill.perSecond)} events a second`,
    head('milliseconds for'),
    ...[{ ...fill.page, name: 'writing 100 events, 4 at once' }, ...pages, ...summaries].map(row),
    `  pages within ${GOAL} ms (95 %): ${pages.length - slow.length} of ${pages.length}` +
      (slow.length > 0 ? `; not: ${slow.map(({ name }) => name).join(', ')}` : ''),
    '',
  ]
}
