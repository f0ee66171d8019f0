// @ts-check
/**
 * `npm run test:crash`: kills the processes that carry a run out, again and again; `-- --kills 20` for fewer deaths.
 */
import { ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
process.exitCode = await stay(['src/testing/crash/cli.ts', ...process.argv.slice(2)])
