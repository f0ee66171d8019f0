// @ts-check
/** `npm run try -- --config FILE`: asks the API of a configuration what the console will ask it; changes nothing. */
import { ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
process.exitCode = await stay(['src/main.ts', 'try', ...process.argv.slice(2)])
