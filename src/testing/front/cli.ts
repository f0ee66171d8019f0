/** `npm run test:rolling`: people at work while every console is replaced, behind each server that is installed. */
import { parseArgs } from 'node:util'
import { findPostgres, startPostgres } from '../postgres.ts'
import { startBalanced } from './balanced.ts'
import { FRONTS, noFront } from './front.ts'
import { roll } from './rolling.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    people: { type: 'string', default: '6' },
    consoles: { type: 'string', default: '3' },
    command: { type: 'string' },
  },
})
const print = (text: string) => process.stdout.write(`${text}\n`)

if (!findPostgres()) {
  print('skipped: no PostgreSQL is installed (initdb and postgres, in PATH or /usr/lib/postgresql)')
  process.exit()
}
const server = await startPostgres()
let wrong = 0
for (const front of FRONTS) {
  const missing = noFront(front)
  if (missing) {
    print(`${front}: skipped, ${missing}`)
    continue
  }
  const balanced = await startBalanced({
    front,
    postgres: await server.createDatabase(),
    consoles: Number(values.consoles),
    drainSeconds: 5,
    ...(values.command && { command: values.command }),
  })
  const result = await roll(balanced, { people: Number(values.people), rounds: Number(values.rounds) })
  await balanced.stop()
  const total = Object.values(result.requests).reduce((sum, count) => sum + count, 0)
  print(
    `${front}: ${result.exits.length} restarts, ${total} requests, ${result.failed.length} failed, ${result.stale} stale`,
  )
  print(
    `  ${Object.entries(result.requests)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  )
  print(`  exit codes ${result.exits.join(' ')}; at least ${result.fewest} requests while one was away`)
  for (const line of result.failed) print(`  ${line}`)
  wrong += result.failed.length + result.stale + result.exits.filter((code) => code !== 0).length
}
await server.stop()
process.exitCode = wrong > 0 ? 1 : 0
