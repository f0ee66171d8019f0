// @ts-check
/** `npm start`: installs what is missing, builds what is stale, starts the console. */
import { ensureBuilt, ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
ensureBuilt()
process.exitCode = await stay(['src/main.ts'])
