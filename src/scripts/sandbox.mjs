// @ts-check
/** `npm run sandbox`: the sandbox alone; `-- --help` lists its options. */
import { ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
process.exitCode = await stay(['src/sandbox/serve/cli.ts', ...process.argv.slice(2)])
