/**
 * One seed of the simulation: the real ledger on SQLite and two real dispatchers on a clock that is moved by hand, against
 * an API that loses answers and shows its state late, while the dispatchers die and are started again.
 */
import { HOUR, MINUTE, SECOND } from '../../contract/durations.ts'
import { ACTIVE_ITEM_STATES, type RunItem } from '../../contract/run.ts'
import { createDispatcher } from '../../redelivery/dispatcher/dispatcher.ts'
import type { EventRef } from '../../redelivery/dispatcher/ports.ts'
import type { RunQueue } from '../../store/runs/queue.ts'
import { openStore } from '../../store/store.ts'
import { aRun, itemQuery } from '../runs.ts'
import { type Draw, drawFrom } from './draw.ts'
import { type Life, mortal } from './mortal.ts'
import { createSimulatedApi, drawWeather, type TrueEvent, type Weather } from './simulated-api.ts'
import { type VirtualTime, virtualTime } from './virtual-time.ts'

export interface Simulated {
  seed: number
  weather: Weather
  /** The broken promises; none when all is well. */
  broken: string[]
  /** The number of events that ended in each state. */
  ends: Record<string, number>
  deaths: number
}

const ENVIRONMENT = 'production'
const START = Date.UTC(2026, 10, 21)
/** Longer than all follow-ups of an event last. */
const STUCK = 72 * HOUR
/** As in service, but rounds without anything due are rarer: they are most of the work and change nothing. */
const LIMITS = { lease: MINUTE, poll: MINUTE }

/** Runs one seed to its end. `certainAfter` is in ms. */
export async function simulate(seed: number, certainAfter: number): Promise<Simulated> {
  const draw = drawFrom(seed)
  const weather = drawWeather(draw)
  const time = virtualTime(START)
  const store = await openStore({ sqlite: ':memory:' }, { now: time.now })
  try {
    const refs = drawEvents(draw)
    const environment = { id: ENVIRONMENT, interval: MINUTE, certainAfter }
    const api = createSimulatedApi({ time, draw, weather, environment, refs })
    const run = aRun({ subscriptions: [...new Set(refs.map(({ subscriptionId }) => subscriptionId))] })
    await store.runs.create(
      run,
      refs.map((ref) => ({ ...ref, signedId: null, type: null, user: null, expiresAt: null })),
    )
    const errors: string[] = []
    const ledger = counted(store.runs, time)
    let deaths = 0
    const live = (left: number) => {
      const life: Life = { dead: false, calls: left > 0 ? 1 + draw.below(60) : Number.POSITIVE_INFINITY }
      const world = { draw, time }
      const dispatcher = createDispatcher({
        ledger: mortal(ledger, life, world),
        ports: mortal(api.ports, life, world),
        now: time.now,
        after: (milliseconds, task) => time.after(milliseconds, () => void (life.dead || task())),
        limits: LIMITS,
        report: (error) => void errors.push(String(error)),
      })
      dispatcher.start()
      if (left === 0) return
      const watch = () => {
        if (!life.dead) return void time.after(10 * SECOND, watch)
        deaths++
        time.after(draw.below(5 * MINUTE), () => live(left - 1))
      }
      watch()
    }
    live(draw.below(4))
    live(draw.below(4))
    const read = async () => (await store.runs.items(ENVIRONMENT, run.id, itemQuery(), environment))?.items ?? []
    let items = await read()
    while (items.some(({ state }) => ACTIVE.has(state)) && time.now() < START + STUCK) {
      await time.runUntil(time.now() + 5 * MINUTE)
      items = await read()
    }
    const detail = await store.runs.detail(ENVIRONMENT, run.id, environment)
    const broken = [
      ...errors,
      ...(detail?.endedAt ? [] : ['the run did not end']),
      ...api.events.flatMap((event) => brokenOf(event, items)),
    ]
    return { seed, weather, broken, ends: countEnds(items), deaths }
  } finally {
    await store.close()
  }
}

const ACTIVE: ReadonlySet<string> = new Set(ACTIVE_ITEM_STATES)

const drawEvents = (draw: Draw): EventRef[] =>
  Array.from({ length: 1 + draw.below(2) }, (_, lane) =>
    Array.from({ length: 1 + draw.below(3) }, (_, place) => ({
      environment: ENVIRONMENT,
      subscriptionId: idOf(lane, 0),
      eventId: idOf(lane, place + 1),
    })),
  ).flat()

const idOf = (lane: number, place: number) => `00000000-0000-4000-8000-0000000000${lane}${place}`

/** The time stands still while the ledger works. */
const counted = (ledger: RunQueue, time: VirtualTime): RunQueue =>
  new Proxy(ledger, {
    get(target, name) {
      const method = target[name as keyof RunQueue] as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => time.busy(method.apply(target, args))
    },
  })

/** Returns the promises that an event saw broken: sent twice, stuck, or ended without a reason. */
const brokenOf = ({ eventId, taken, changes }: TrueEvent, items: readonly RunItem[]): string[] => {
  const item = items.find((one) => one.eventId === eventId)
  if (!item) return [`${eventId} is lost`]
  const { state, note } = item
  const wrong: [boolean, string][] = [
    [taken > 1, `was taken ${taken} times`],
    [ACTIVE.has(state), `is stuck as ${state}`],
    [state === 'delivered' && changes.at(-1)?.state !== 'success', 'is said to be delivered'],
    [state === 'failed' && taken === 0, 'is said to have failed again'],
    [taken === 0 && !(GIVEN_UP.has(state) && note !== null), `was never taken, and ends as ${state} without a reason`],
    [taken > 0 && (state === 'expired' || state === 'cancelled'), `was taken, and ends as ${state}`],
  ]
  return wrong.filter(([is]) => is).map(([, words]) => `${eventId} ${words} (${state}: ${note})`)
}

const GIVEN_UP = new Set(['refused', 'untraced'])

const countEnds = (items: readonly RunItem[]): Record<string, number> => {
  const ends: Record<string, number> = {}
  for (const { state } of items) ends[state] = (ends[state] ?? 0) + 1
  return ends
}
