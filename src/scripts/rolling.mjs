// @ts-check
/** `npm run test:rolling`: every console is replaced under load, behind nginx and Caddy; `-- --rounds 10 --people 20`. */
import { ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
process.exitCode = await stay(['src/testing/front/cli.ts', ...process.argv.slice(2)])
