/**
 * The dispatcher of a console alone, in a process that may be killed at any moment; begins when it is told to on stdin.
 */
import { once } from 'node:events'
import pino from 'pino'
import { createRedeliveryPorts } from '../../redelivery/dispatcher/api-ports.ts'
import { createDispatcher } from '../../redelivery/dispatcher/dispatcher.ts'
import { environmentOfCustomer } from '../../sandbox-config.ts'
import { openStore } from '../../store/store.ts'
import { createEnvironments } from '../../sync/environments.ts'
import { type Fetch, networkFetch } from '../../upstream/transport/network-fetch.ts'
import { CERTAIN_AFTER, CRASH_LIMITS, DEADLINE, type WorkerSetting } from './setting.ts'

const { store: setting, url, name, customers, timeScale } = JSON.parse(process.argv[2] ?? '') as WorkerSetting
const network = networkFetch()

/** Says which process it is, and gives up sooner than the real one. */
const fetch: Fetch = (request) => {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(DEADLINE)])
  const headers = new Headers(request.headers)
  headers.set('x-worker', name)
  return network(new Request(request, { headers, signal }))
}

process.stdin.on('end', () => process.exit())
process.stdout.write('ready\n')
await once(process.stdin, 'data')

const store = await openStore(setting)
const log = pino({ level: 'silent' })
const settings = customers.map((customer) => ({
  ...environmentOfCustomer(customer, { baseUrl: url, timeScale }),
  certainAfter: CERTAIN_AFTER,
}))
const { environments, sync } = createEnvironments({ settings, store, fetch, now: Date.now, log })
createDispatcher({
  ledger: store.runs,
  ports: createRedeliveryPorts({ environments, sync, log }),
  now: Date.now,
  limits: CRASH_LIMITS,
  report: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
}).start()
