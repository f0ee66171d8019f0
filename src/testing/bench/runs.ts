import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { Secret } from '../../config/secret.ts'
import { createRedeliveryPorts } from '../../redelivery/dispatcher/api-ports.ts'
import { createDispatcher } from '../../redelivery/dispatcher/dispatcher.ts'
import type { StoreSetting } from '../../store/database/database.ts'
import { openStore } from '../../store/store.ts'
import { createEnvironments } from '../../sync/environments.ts'
import { networkFetch } from '../../upstream/transport/network-fetch.ts'
import type { RationSeen } from '../ration-api.ts'
import { aRun, someItems } from '../runs.ts'

export interface RunFigures extends RationSeen {
  /** Milliseconds from the first call the API took to the last, and as short as the ration allows. */
  took: number
  ideal: number
  /** Milliseconds until the run was written, and from then until the first call. */
  written: number
  begun: number
}

export interface RunBenchOptions {
  setting: StoreSetting
  lanes: number
  /** Events of each lane. */
  each: number
  /** Milliseconds between two calls of a lane that the API allows. */
  window: number
}

/**
 * Carries one run out against a stub with a known ration, over HTTP, with answers that take 20 to 80 ms. The ideal is
 * that every lane makes its first call at once, and each further one exactly a window later.
 */
export async function benchRun({ setting, lanes, each, window }: RunBenchOptions): Promise<RunFigures> {
  const api = fork(join(import.meta.dirname, '..', 'ration-api.ts'), [String(window)])
  const [{ port }] = (await once(api, 'message')) as [{ port: number }]
  const store = await openStore(setting)
  const fetch = networkFetch()
  const environment = {
    id: 'production',
    name: 'Bench',
    colour: 'grey',
    baseUrl: `http://127.0.0.1:${port}`,
    customerId: randomUUID(),
    clientId: 'bench',
    clientSecret: new Secret('bench'),
    sandbox: false,
    directReplay: false,
    redeliveryInterval: window / 1000,
    certainAfter: 600,
  } as const
  const log = pino({ level: 'silent' })
  const { environments, sync } = createEnvironments({ settings: [environment], store, fetch, now: Date.now, log })
  const ports = createRedeliveryPorts({ environments, sync, log })
  const dispatcher = createDispatcher({ ledger: store.runs, ports, now: Date.now })
  const look = async (): Promise<RationSeen> => {
    api.send('calls')
    const [{ seen }] = (await once(api, 'message')) as [{ seen: RationSeen }]
    return seen
  }
  try {
    const subscriptions = Array.from({ length: lanes }, () => randomUUID())
    const items = subscriptions.flatMap((subscription) => someItems(subscription, each))
    const asked = performance.now()
    await store.runs.create(aRun({ subscriptions }), items)
    const written = performance.now() - asked
    const ready = Date.now()
    dispatcher.start()
    let seen = await look()
    while (seen.taken < lanes * each) {
      await wait(Math.max(50, window / 100))
      seen = await look()
    }
    const took = seen.lastAt - seen.firstAt
    return { ...seen, took, ideal: (each - 1) * window, written, begun: seen.firstAt - ready }
  } finally {
    await dispatcher.stop()
    await sync.stop()
    await fetch.close()
    await store.close()
    api.kill()
  }
}
