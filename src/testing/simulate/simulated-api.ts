import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import type {
  Answer,
  ApiRefusal,
  DispatchEnvironment,
  EventRef,
  RedeliveryPorts,
} from '../../redelivery/dispatcher/ports.ts'
import { decodeEvent } from '../../sync/decode/event.ts'
import type { Draw } from './draw.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The weather of a simulation: how the API and the way to it behave. Times in ms. */
export interface Weather {
  /** The longest time for which a read shows an old state. */
  lag: number
  /** True when each read shows another age, as from several copies of the data. */
  flickers: boolean
  /** The state by which a call is judged: the true one, or the one that is shown. */
  judges: 'true' | 'shown'
  history: 'offered' | 'absent' | 'broken' | 'forbidden'
  /** The shares of writes and reads that go wrong. */
  badWrites: number
  badReads: number
}

/** Draws the weather of a seed. */
export function drawWeather(draw: Draw): Weather {
  const lag = draw.one({ none: 1, short: 1, long: 3 })
  return {
    lag: lag === 'none' ? 0 : draw.below(lag === 'short' ? 30 * SECOND : 9 * MINUTE),
    flickers: draw.chance(0.3),
    judges: draw.one({ true: 1, shown: 1 }),
    history: draw.one({ offered: 6, absent: 2, broken: 1, forbidden: 1 }),
    badWrites: draw.below(8) / 10,
    badReads: draw.below(4) / 10,
  }
}

interface Change {
  at: number
  state: string
  attempts: number
}

/** The real fate of an event, whatever the API shows. */
export interface TrueEvent extends EventRef {
  /** Redelivery calls that the API took. */
  taken: number
  changes: Change[]
}

/** An API whose answers are lost, late, cut or wrong, and which shows its state late. */
export interface SimulatedApi {
  ports: RedeliveryPorts
  events: TrueEvent[]
}

/** The API's console gives up on an answer after this time. */
const GIVES_UP = 11 * SECOND
/** A request may be on its way for this long after that, together with the lag less than ten minutes. */
const LATEST = 45 * SECOND
const DEAD_WRITES = {
  lostBefore: 3,
  lostAfter: 4,
  late: 2,
  cut: 2,
  failsBefore: 2,
  failsAfter: 3,
  limited: 2,
  forbidden: 1,
  unsent: 1,
}
const DEAD_READS = { unavailable: 3, timeout: 1, limited: 1, forbidden: 1 }

const REFUSALS = {
  unavailable: { code: 'upstream_unavailable', title: 'The API is not available', upstreamStatus: 503 },
  timeout: { code: 'upstream_timeout', title: 'The API did not answer' },
  unknown: { code: 'outcome_unknown', title: 'Whether it was done is not known' },
  limited: { code: 'rate_limited', title: 'Too soon', upstreamStatus: 429, retryAfter: 20 },
  forbidden: { code: 'upstream_forbidden', title: 'Not allowed', upstreamStatus: 403 },
  unsent: { code: 'upstream_unreachable', title: 'The API cannot be reached' },
  conflict: { code: 'not_failed', title: 'Not failed', upstreamStatus: 409 },
  absent: { code: 'not_found', title: 'No such thing', upstreamStatus: 404 },
} as const satisfies Record<string, ApiRefusal>

const refuse = (reason: keyof typeof REFUSALS) => ({ refusal: REFUSALS[reason] })

interface SimulatedApiOptions {
  time: VirtualTime
  draw: Draw
  weather: Weather
  environment: DispatchEnvironment
  refs: readonly EventRef[]
}

export function createSimulatedApi({ time, draw, weather, environment, refs }: SimulatedApiOptions): SimulatedApi {
  const events = refs.map((ref): TrueEvent => {
    const failed = { at: time.now() - 60 * MINUTE, state: 'failure', attempts: 6 }
    return { ...ref, taken: 0, changes: [failed] }
  })
  const eventOf = ({ eventId }: EventRef): TrueEvent => {
    const found = events.find((event) => event.eventId === eventId)
    if (!found) throw new Error('There is no such event')
    return found
  }
  const change = (event: TrueEvent, state: string, attempts: number) =>
    void event.changes.push({ at: time.now(), state, attempts })
  const shown = (event: TrueEvent): Change[] => {
    const at = time.now() - (weather.flickers ? draw.below(weather.lag + 1) : weather.lag)
    const visible = event.changes.filter((one) => one.at <= at)
    return visible.length > 0 ? visible : event.changes.slice(0, 1)
  }

  /** Carries a call out as API 7 says: only a failed event is taken, and it is delivered or fails again. */
  const carryOut = (event: TrueEvent): Answer<{ status: number }> => {
    const judged = weather.judges === 'true' ? event.changes : shown(event)
    if (judged.at(-1)?.state !== 'failure') return refuse('conflict')
    event.taken++
    change(event, 'awaiting-executing', 0)
    const [delivered, first] = [draw.chance(0.7), draw.below(20 * SECOND)]
    time.after(first, () => change(event, delivered ? 'success' : 'awaiting-retry', 1))
    if (!delivered) time.after(first + draw.below(5 * MINUTE), () => change(event, 'failure', 6))
    return { value: { status: 202 } }
  }

  const read = async <T>(answer: () => Answer<T>): Promise<Answer<T>> => {
    await time.wait(draw.below(300))
    if (!draw.chance(weather.badReads)) return answer()
    const reason = draw.one(DEAD_READS)
    if (reason === 'timeout') await time.wait(GIVES_UP)
    return refuse(reason)
  }

  const write = async (event: TrueEvent): Promise<Answer<{ status: number }>> => {
    const fate = draw.chance(weather.badWrites) ? draw.one(DEAD_WRITES) : 'fine'
    const [there, back] = [draw.below(400), draw.below(400)]
    if (fate === 'late') {
      time.after(GIVES_UP + draw.below(LATEST), () => carryOut(event))
      await time.wait(GIVES_UP)
      return refuse('unknown')
    }
    await time.wait(there)
    if (fate === 'limited' || fate === 'forbidden' || fate === 'unsent') return refuse(fate)
    if (fate === 'failsBefore') return refuse('unavailable')
    if (fate === 'lostBefore') {
      await time.wait(GIVES_UP)
      return refuse('unknown')
    }
    const answer = carryOut(event)
    await time.wait(back)
    if (fate === 'failsAfter') return refuse('unavailable')
    if (fate === 'cut') return refuse('unknown')
    if (fate === 'lostAfter') {
      await time.wait(GIVES_UP)
      return refuse('unknown')
    }
    return answer
  }

  const ports: RedeliveryPorts = {
    environments: [environment],
    readEvent: (ref) =>
      read(() => {
        const event = upstreamEvent(ref, shown(eventOf(ref)))
        return { value: { item: decodeEvent(ref.subscriptionId, event), event } }
      }),
    readHistory: (ref) =>
      read((): Answer<readonly unknown[]> => {
        if (weather.history === 'offered') return { value: shown(eventOf(ref)).map(historyEntry) }
        return refuse(({ absent: 'absent', broken: 'unavailable', forbidden: 'forbidden' } as const)[weather.history])
      }),
    redeliver: (ref) => write(eventOf(ref)),
    readSubscription: () => read(() => ({ value: { enabled: true } })),
    replay: () => Promise.reject(new Error('Nothing is replayed here')),
    reportEvent: () => undefined,
  }
  return { ports, events }
}

const textOf = (at: number) => new Date(at).toISOString()

const historyEntry = ({ at, state }: Change) => ({ state, createdAt: textOf(at) })

const upstreamEvent = ({ eventId }: EventRef, changes: readonly Change[]): ReadEvent => {
  const last = changes.at(-1) ?? { at: 0, state: 'failure', attempts: 0 }
  return {
    id: eventId,
    createdAt: textOf(0),
    updatedAt: textOf(last.at),
    state: last.state,
    attempts: last.attempts,
    request: { endpoint: 'https://listener.example/', headers: {}, payload: 'a.b.c' },
    ...(last.attempts > 0 && last.state !== 'success' && { response: { statusCode: 503 } }),
  }
}
