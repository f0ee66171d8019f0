import { randomUUID } from 'node:crypto'
import pino from 'pino'
import type { RunDetail, RunItem } from '../contract/run.ts'
import { createRedeliveryPorts, type ReplayTo } from '../redelivery/dispatcher/api-ports.ts'
import { createDispatcher, type Dispatcher } from '../redelivery/dispatcher/dispatcher.ts'
import type { DispatcherLimits } from '../redelivery/dispatcher/dispatcher-parts.ts'
import type { SandboxOptions } from '../sandbox/base/options.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { SubscriptionRecord } from '../sandbox/state/subscription-store.ts'
import { environmentOfCustomer } from '../sandbox-config.ts'
import type { Control, NewItem } from '../store/runs/ledger.ts'
import { openStore, type Store } from '../store/store.ts'
import { createEnvironments } from '../sync/environments.ts'
import type { Fetch } from '../upstream/transport/network-fetch.ts'
import { addSubscription, changeUser } from './occurrences.ts'
import { aRun, itemQuery } from './runs.ts'

/** A lane's turn comes every 30 ms. */
const SCALE = 2000
/** The upstream's deadline here, in ms; a call may arrive for no longer than that. */
const DEADLINE = 150
const QUICK: Partial<DispatcherLimits> = { lease: 1000, poll: 20 }

export interface Dispatching {
  sandbox: Sandbox
  store: Store
  dispatcher: Dispatcher
  /** Milliseconds between two calls of a subscription. */
  interval: number
  /** The errors that the dispatcher reported. */
  reported: unknown[]
  /** A subscription, with so many failed events in the order they happened. */
  failing(count: number, differs?: Partial<SubscriptionRecord>): { subscription: SubscriptionRecord; items: NewItem[] }
  /** Starts a run and gives its id. */
  run(items: NewItem[], options?: object): Promise<string>
  detail(runId: string): Promise<RunDetail>
  items(runId: string): Promise<RunItem[]>
  control(what: 'pause' | 'resume' | 'cancel', runId: string, control?: Partial<Control>): Promise<void>
  /** The answers the sandbox gave to the redelivery calls of an event. */
  calls(eventId?: string): number[]
  close(): Promise<void>
}

/** The upstream's `fetch` with a deadline, as the real one has. */
const withDeadline =
  (fetch: Fetch): Fetch =>
  async (request) => {
    const late = new Promise<never>((_, reject) => {
      const give = () => reject(Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' }))
      setTimeout(give, DEADLINE).unref()
    })
    return await Promise.race([fetch(request), late])
  }

/** A dispatcher on a store, with a sandbox for the API. */
export async function createDispatching({
  options = {},
  store: given,
  sandbox = createSandbox({ timeScale: SCALE, ...options }),
  replay,
  patience = {},
}: {
  options?: Partial<SandboxOptions>
  store?: Store
  sandbox?: Sandbox
  replay?: ReplayTo
  patience?: Partial<DispatcherLimits>
} = {}): Promise<Dispatching> {
  const store = given ?? (await openStore({ sqlite: ':memory:' }))
  const { baseUrl, timeScale } = sandbox.options
  const customers = [...sandbox.state.customers.values()]
  const settings = customers.map((customer) => environmentOfCustomer(customer, { baseUrl, timeScale }))
  const log = pino({ level: 'silent' })
  const { environments, sync } = createEnvironments({
    settings,
    store,
    fetch: withDeadline(sandbox.fetch),
    now: Date.now,
    log,
  })
  const reported: unknown[] = []
  const dispatcher = createDispatcher({
    ledger: store.runs,
    ports: createRedeliveryPorts({ environments, sync, replay, log }),
    now: Date.now,
    limits: { ...QUICK, ...patience },
    report: (error) => void reported.push(error),
  })
  const interval = 60_000 / sandbox.options.timeScale
  const detail = async (runId: string) => {
    const found = await store.runs.detail('production', runId, { interval })
    if (!found) throw new Error('There is no such run')
    return found
  }
  return {
    sandbox,
    store,
    dispatcher,
    interval,
    reported,
    failing(count, differs) {
      const subscription = addSubscription(sandbox, { ...differs, enabled: false })
      const items = Array.from({ length: count }, () => {
        const [event] = changeUser(sandbox).filter((one) => one.subscriptionId === subscription.subscriptionId)
        if (!event) throw new Error('The subscription wants updates')
        return {
          subscriptionId: subscription.subscriptionId,
          eventId: event.id,
          signedId: null,
          type: event.type,
          user: null,
          expiresAt: null,
        }
      })
      const on = { ...subscription, enabled: differs?.enabled ?? true }
      sandbox.state.subscriptions.replace(on)
      return { subscription: on, items }
    },
    async run(items, chosen) {
      const subscriptions = [...new Set(items.map(({ subscriptionId }) => subscriptionId))]
      const run = aRun({ id: randomUUID(), subscriptions, ...(chosen && { options: chosen }) })
      await store.runs.create(run, items)
      dispatcher.wake()
      return run.id
    },
    detail,
    items: async (runId) =>
      (await store.runs.items('production', runId, itemQuery({ size: 500 }), { interval }))?.items ?? [],
    async control(what, runId, control = {}) {
      await store.runs[what]('production', runId, { by: 'Ada', reason: null, ...control })
      dispatcher.wake()
    },
    calls: (eventId) => sandbox.state.redeliveryCalls.all(eventId).map(({ status }) => status),
    async close() {
      await dispatcher.stop()
      await sync.stop()
      if (!given) await store.close()
      await sandbox.close()
    },
  }
}
