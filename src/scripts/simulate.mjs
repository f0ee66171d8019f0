// @ts-check
/**
 * `npm run test:simulate`: the ledger and two dispatchers on a clock of their own, seed by seed; `-- --seed 1234` replays
 * one.
 */
import { ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
process.exitCode = await stay(['src/testing/simulate/cli.ts', ...process.argv.slice(2)])
