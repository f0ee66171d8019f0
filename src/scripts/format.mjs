// @ts-check
/** `npm run format`: formats every file, orders imports and mends what the linter can mend safely. */
import { ensureInstalled, run, tool } from './tools.mjs'

ensureInstalled()
process.exitCode = run(tool('@biomejs/biome', 'bin/biome'), ['check', '--write', ...process.argv.slice(2)])
