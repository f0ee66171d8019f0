// @ts-check
/**
 * `npm run test:tolerance`: the journeys through the console on an API whose answers differ, each operation by itself;
 * `-- "/title null"` takes the cases whose name holds the text.
 */
import { ensureInstalled, run, tool } from './tools.mjs'

ensureInstalled()
process.env.TOLERANCE = 'each'
process.env.TOLERANCE_ONLY = process.argv.slice(2).join(' ')
process.exitCode = run(tool('vitest', 'vitest.mjs'), ['run', 'src/testing/tolerance/tolerance.test.ts'])
