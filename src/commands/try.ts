import { tryConnections } from '../upstream/connection/try.ts'
import { networkFetch } from '../upstream/transport/network-fetch.ts'
import { CONFIG, configPath, defineCommand } from './command.ts'

const FLAGS = { ...CONFIG, environment: { value: 'NAME', does: 'one environment, by id or name; else all' } } as const

/** `try`: tries the way to the API of each environment; the rest of the configuration may be missing yet. */
export const command = defineCommand(FLAGS, async (given, { env, out }) => {
  const config = configPath(given, { env })
  const fetch = networkFetch()
  const print = (text: string) => void out.write(`${text}\n`)
  try {
    return await tryConnections({ config, environment: given.environment, fetch, now: Date.now, env, print })
  } finally {
    await fetch.close()
  }
})
