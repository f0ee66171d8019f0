// @ts-check
/** `npm start`: installs what is missing, builds what is stale, starts the console. */
import { consoleScript, ensureBuilt, ensureInstalled, stay } from './tools.mjs'

ensureInstalled()
ensureBuilt()
process.exitCode = await stay(consoleScript)
