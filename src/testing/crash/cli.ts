/** `npm run test:crash`: runs through a hundred deaths each, on both engines, and what the API got of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPostgres, startPostgres } from '../postgres.ts'
import { type CrashResult, crash } from './crash.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } })
const kills = Number(values.kills)
/** Enough events that the run outlasts its killers. */
const SIZE = { lanes: 10, each: Math.max(20, Math.ceil(kills * 1.5)) }
const print = (text: string) => process.stdout.write(`${text}\n`)

const onSqlite = async (): Promise<CrashResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'console-crash-'))
  try {
    return await crash({ store: { sqlite: join(folder, 'console.sqlite') }, processes: 1, kills, ...SIZE })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const onPostgres = async (processes: number): Promise<CrashResult | undefined> => {
  if (!findPostgres() && process.env.REQUIRE_POSTGRES !== '1') return undefined
  const server = await startPostgres()
  try {
    return await crash({ store: { postgres: await server.createDatabase() }, processes, kills, ...SIZE })
  } finally {
    await server.stop()
  }
}

const VARIANTS: [string, () => Promise<CrashResult | undefined>][] = [
  ['SQLite, one process', onSqlite],
  ['PostgreSQL, one process', () => onPostgres(1)],
  ['PostgreSQL, two processes', () => onPostgres(2)],
]

const row = (cells: (string | number)[]) =>
  cells.map((cell, place) => (place === 0 ? String(cell).padEnd(27) : String(cell).padStart(10))).join('')

print(row(['', 'kills', 'events', 'seconds', 'twice', 'lost', 'unsettled', 'arrived*', 'no trace*']))
let wrong = 0
for (const [name, run] of VARIANTS) {
  const result = await run()
  if (!result) {
    print(`${name}: skipped, no PostgreSQL is installed (initdb and postgres, in PATH or /usr/lib/postgresql)`)
    continue
  }
  const { items, seconds, twice, lost, unsettled, asked, complaints } = result
  print(row([name, result.kills, items, seconds.toFixed(0), twice, lost, unsettled, asked.arrived, asked.traceless]))
  for (const complaint of complaints) print(complaint)
  if (twice + lost + unsettled + complaints.length > 0 || result.kills < kills) wrong++
}
print('\n* calls whose answer never came: the event itself told whether they had arrived')
process.exitCode = wrong > 0 ? 1 : 0
