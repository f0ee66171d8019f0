/** `node src/upstream/connection/cli.ts --config FILE`: tries the way to the API of a configuration. */
import { networkFetch } from '../transport/network-fetch.ts'
import { tryConnections } from './try.ts'

const fetch = networkFetch()
const print = (text: string) => void process.stdout.write(`${text}\n`)
process.exitCode = await tryConnections(process.argv.slice(2), { fetch, now: Date.now, env: process.env, print })
await fetch.close()
