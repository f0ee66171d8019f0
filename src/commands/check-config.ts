import { readConfig } from '../config/config.ts'
import { CONFIG, configPath, defineCommand, EXIT } from './command.ts'
import { WORDS } from './words.ts'

/** `check-config`: reads a configuration with its secrets, as `serve` does, and opens neither store nor port. */
export const command = defineCommand(CONFIG, async (given, { env, out }) => {
  const path = configPath(given, { env })
  await readConfig(path, env)
  out.write(`${WORDS.right(path)}\n`)
  return EXIT.done
})
