import { VERSION } from '../config/version.ts'
import { defineCommand, EXIT } from './command.ts'
import { APP } from './words.ts'

/** `version`: prints the console's version and that of its runtime. */
export const command = defineCommand({}, async (_, { out }) => {
  out.write(`${APP} ${VERSION} (Node ${process.versions.node})\n`)
  return EXIT.done
})
