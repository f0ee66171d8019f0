// @ts-check
/**
 * `npm run test:faults`: what may fail in service fails again and again, on real parts: connections, processes, disks, slow
 * clients, signals. `-- --kills 20` for fewer times than 100; `npm test` has a few of each.
 */
import { parseArgs } from 'node:util'
import { ensureInstalled, run, tool } from './tools.mjs'

/** The tests that make things fail, by what does. */
const TESTS = [
  // the store: connections, a server that is silent or away, full disks, copies
  ...['src/testing/faults', 'src/store/database', 'src/store/copy', 'src/proxy/store-faults.test.ts'],
  // processes, and what they tell each other
  ...['src/testing/crash', 'src/store/coordination', 'src/proxy/settling'],
  // slow clients and those that go away
  ...['src/proxy/http', 'src/proxy/live'],
  // signals, and a log that takes nothing
  ...['src/main.test.ts', 'src/server.test.ts', 'src/config'],
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '100' } },
})
ensureInstalled()
process.env.FAULTS = values.kills
process.exitCode = run(tool('vitest', 'vitest.mjs'), ['run', ...(positionals.length > 0 ? positionals : TESTS)])
