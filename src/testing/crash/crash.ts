import { setTimeout as after } from 'node:timers/promises'
import { JournalQuery } from '../../contract/journal.ts'
import { RunItemQuery } from '../../contract/run.ts'
import { noteWords } from '../../contract/words/run-notes.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { serveSandbox } from '../../sandbox/serve/serve.ts'
import { ConnectionReset } from '../../sandbox/with-faults.ts'
import type { NewItem } from '../../store/runs/ledger.ts'
import { openStore, type Store, type StoreSetting } from '../../store/store.ts'
import { addSubscription, changeUser } from '../occurrences.ts'
import { aRun } from '../runs.ts'
import { CERTAIN_AFTER } from './setting.ts'
import { createWorkers, type Workers } from './workers.ts'

export interface CrashOptions {
  store: StoreSetting
  processes: number
  kills: number
  lanes: number
  /** Events of each lane. */
  each: number
  /** From 0 to 1. */
  random?: () => number
}

/** The result of a run through many kills, as the sandbox and its listeners saw it. */
export interface CrashResult {
  items: number
  kills: number
  seconds: number
  /** Events whose call was sent again although it had been carried out, or that a listener got twice. */
  twice: number
  /** Events whose call was never carried out, or that no listener got, and that nobody is told of. */
  lost: number
  /** Events that are neither `delivered` in the ledger nor left to a person. */
  unsettled: number
  /** Events left to a person: the process died twice around the same call, and neither death left a trace. */
  left: number
  /**
   * Calls of which only the event itself could tell whether they had arrived: those that had, and those that had not.
   */
  asked: { arrived: number; traceless: number }
  complaints: string[]
}

const TIME_SCALE = 1500
const SPACING = { interval: 60_000 / TIME_SCALE }

/**
 * The moment at which a process is killed: any; when the API has its call and has not looked at it, has carried it out
 * and not answered, has lost it; or while the event is looked at.
 */
const MOMENTS = ['any', 'arriving', 'done', 'lost', 'looking'] as const
type Moment = (typeof MOMENTS)[number]

/**
 * Carries out one run with processes that are killed (SIGKILL) and replaced again and again, and counts what was sent.
 */
export async function crash(options: CrashOptions): Promise<CrashResult> {
  const { processes, kills, random = Math.random } = options
  const served = await serveSandbox({ port: 0, host: '127.0.0.1', subscriptions: 0, events: 0, timeScale: TIME_SCALE })
  const { sandbox, url } = served
  const store = await openStore(options.store)
  const names = Array.from({ length: processes }, (_, place) => `worker-${place}`)
  const workers = createWorkers(names, {
    store: options.store,
    url,
    customers: [...sandbox.state.customers.values()],
    timeScale: TIME_SCALE,
  })
  try {
    const items = failedEvents(sandbox, options)
    const run = aRun({ subscriptions: [...new Set(items.map(({ subscriptionId }) => subscriptionId))] })
    await store.runs.create(run, items)
    // One lane waits until all kills are done: the run cannot be over before them.
    const held = { subscriptionId: items.at(-1)?.subscriptionId ?? '', by: 'test', reason: null }
    await store.runs.pause('production', run.id, held)
    const begun = performance.now()
    await workers.begin()
    await killAgainAndAgain({ workers, sandbox, kills, random })
    await store.runs.resume('production', run.id, held)
    while (!(await isOver(store, run.id))) await after(50)
    const seconds = (performance.now() - begun) / 1000
    return { kills, seconds, complaints: workers.complaints, ...(await account(sandbox, store, run.id, items)) }
  } finally {
    await workers.end()
    await store.close()
    await served.close()
  }
}

/** Events that failed because their subscriptions were off; they are on by now. */
const failedEvents = (sandbox: Sandbox, { lanes, each }: CrashOptions): NewItem[] => {
  const subscriptions = Array.from({ length: lanes }, (_, lane) =>
    addSubscription(sandbox, { enabled: false, endpoint: `https://lane-${lane}.listener.example/hook` }),
  )
  for (let count = 0; count < each; count++) changeUser(sandbox)
  return subscriptions.flatMap((subscription) => {
    sandbox.state.subscriptions.replace({ ...subscription, enabled: true })
    const { subscriptionId } = subscription
    const events = sandbox.state.events.of(subscriptionId)
    const rest = { subscriptionId, signedId: null, user: null, expiresAt: null }
    return events.map(({ id, type }) => ({ ...rest, eventId: id, type }))
  })
}

const isOver = async (store: Store, run: string): Promise<boolean> =>
  (await store.runs.detail('production', run, SPACING))?.endedAt !== null

interface Killing {
  workers: Workers
  sandbox: Sandbox
  kills: number
  random: () => number
}

/**
 * The longest life of a process that does not come to its moment, in ms: on a busy machine starting alone takes a
 * second.
 */
const LONGEST_LIFE = 3_000

const killAgainAndAgain = async ({ workers, sandbox, kills, random }: Killing): Promise<void> => {
  const serve = sandbox.fetch.bind(sandbox)
  let armed: { name: string; moment: Moment; strike: () => void } | undefined
  const strikes = (request: Request, moment: Moment, method: string) => {
    const hit = armed?.moment === moment && request.method === method && request.headers.get('x-worker') === armed.name
    return hit && (method === 'POST' ? request.url.endsWith('/redeliver') : request.url.includes('/events/'))
  }
  sandbox.fetch = async (request) => {
    if (strikes(request, 'arriving', 'POST')) armed?.strike()
    if (strikes(request, 'looking', 'GET')) armed?.strike()
    if (strikes(request, 'lost', 'POST')) {
      armed?.strike()
      throw new ConnectionReset()
    }
    const answer = await serve(request)
    if (strikes(request, 'done', 'POST')) armed?.strike()
    return answer
  }
  for (let killed = 0; killed < kills; killed++) {
    const name = workers.names[Math.floor(random() * workers.names.length)] ?? ''
    const moment = MOMENTS[killed % MOMENTS.length] ?? 'any'
    const life = moment === 'any' ? random() * 400 : LONGEST_LIFE
    let dying: Promise<void> | undefined
    const struck = Promise.withResolvers<void>()
    const strike = () => {
      armed = undefined
      dying ??= workers.kill(name)
      struck.resolve()
    }
    armed = { name, moment, strike }
    await Promise.race([after(life), struck.promise])
    strike()
    await dying
  }
  sandbox.fetch = serve
}

/** Counted by the sandbox's own records. */
const account = async (sandbox: Sandbox, store: Store, run: string, items: NewItem[]) => {
  const received = new Map<string, number>()
  for (const { payload } of sandbox.state.listeners.received()) received.set(payload, (received.get(payload) ?? 0) + 1)
  const seen = items.map(({ eventId }) => {
    const calls = sandbox.state.redeliveryCalls.all(eventId).filter(({ status }) => status !== 429)
    const event = sandbox.state.events.get(eventId)
    return { id: eventId, calls: calls.map(({ status }) => status), got: received.get(event?.payload ?? '') ?? 0 }
  })
  const detail = await store.runs.detail('production', run, SPACING)
  const query = RunItemQuery.parse({ state: 'untraced' })
  const untraced = (await store.runs.items('production', run, query, SPACING))?.items ?? []
  const left = new Set(untraced.filter(({ note }) => note === NO_TRACE_TWICE).map(({ eventId }) => eventId))
  return {
    items: items.length,
    twice: seen.filter(({ calls, got }) => calls.length > 1 || got > 1).length,
    lost: seen.filter(({ id, calls, got }) => left.has(id) === (calls.includes(202) && got > 0)).length,
    unsettled: items.length - left.size - (detail?.counts.delivered ?? 0),
    left: left.size,
    asked: await countAsked(store),
  }
}

const [NO_TRACE, NO_TRACE_TWICE] = (['noTrace', 'noTraceTwice'] as const).map((code) =>
  noteWords({ code, seconds: CERTAIN_AFTER }),
)

/** The journal's entries without a status were settled by asking. */
const countAsked = async (store: Store) => {
  const asked = { arrived: 0, traceless: 0 }
  let before: string | undefined
  do {
    const page = await store.journal.page(JournalQuery.parse({ size: 100, ...(before && { before }) }))
    for (const { outcome, upstreamStatus, problem } of page.items) {
      if (upstreamStatus === null && outcome === 'done') asked.arrived++
      if (problem === NO_TRACE) asked.traceless++
    }
    before = page.older ?? undefined
  } while (before !== undefined)
  return asked
}
