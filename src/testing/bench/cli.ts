/** `npm run bench`: how close runs come to the ration's ideal, and what index, journal and ledger take. */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { StoreSetting } from '../../store/database/database.ts'
import { findPostgres, startPostgres } from '../postgres.ts'
import { benchIndices } from './index-bench.ts'
import { benchOverview } from './overview.ts'
import { benchProcesses } from './processes.ts'
import { benchRun } from './runs.ts'
import { benchYears } from './years.ts'

const { values } = parseArgs({
  options: {
    lanes: { type: 'string', default: '1000' },
    each: { type: 'string', default: '3' },
    window: { type: 'string', default: '60' },
    sqlite: { type: 'string', default: '100000' },
    postgres: { type: 'string', default: '1000000' },
    overview: { type: 'string', default: '100000' },
    years: { type: 'string', default: '1000000' },
    yearsPostgres: { type: 'string', default: '5000000' },
    processes: { type: 'string', default: '1,3' },
  },
})
const number = (name: keyof typeof values): number => Number(values[name])
const print = (line: string) => process.stdout.write(`${line}\n`)

const runOn = async (engine: string, setting: StoreSetting) => {
  const [lanes, each, window] = [number('lanes'), number('each'), number('window') * 1000]
  const { took, ideal, taken, refused, twice, written, begun } = await benchRun({ setting, lanes, each, window })
  const seconds = (ms: number) => (ms / 1000).toFixed(2)
  print(
    `${engine}: ${seconds(took)} s for an ideal of ${seconds(ideal)} s (${((took / ideal - 1) * 100).toFixed(2)} % more), ` +
      `${taken} calls taken, ${refused} refused, ${twice} sent twice; written in ${seconds(written)} s, first call ${seconds(begun)} s after`,
  )
}

print(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the start\n`)
if (number('lanes') > 0) {
  print(
    `A run of ${values.lanes} lanes with ${values.each} events each; the API takes one call in ${values.window} s of a lane`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'console-bench-'))
  await runOn('SQLite', { sqlite: join(folder, 'bench.sqlite') })
  rmSync(folder, { recursive: true })
  if (findPostgres()) {
    const server = await startPostgres()
    try {
      await runOn('PostgreSQL', { postgres: await server.createDatabase() })
    } finally {
      await server.stop()
    }
  } else print('PostgreSQL: not measured, none is installed here')
  print('')
}
await benchIndices({ sqlite: number('sqlite'), postgres: number('postgres') })
if (number('overview') > 0) await benchOverview({ most: number('overview'), print })
await benchYears({ sqlite: number('years'), postgres: number('yearsPostgres') })
const counts = values.processes
  .split(',')
  .map(Number)
  .filter((count) => count > 0)
if (counts.length > 0) await benchProcesses(counts, print)
