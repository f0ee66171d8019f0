import type { HeaderMap } from '../../contract/upstream/common.ts'
import type { Answer } from '../base/answer.ts'

/** The behaviour of one of the sandbox's own listeners. `delay` is in real milliseconds. */
export type Behaviour =
  | { does: 'accept'; status?: number; headers?: HeaderMap; delay?: number }
  | { does: 'status'; status: number; headers?: HeaderMap; delay?: number }
  | { does: 'timeout' }
  | { does: 'refuse' }
  | { does: 'close' }
  | { does: 'garbage' }
  | { does: 'tls' }
  /** Answers `status` (503) so many times, then accepts. */
  | { does: 'recover'; after: number; status?: number }

/** A request a listener got, and what it answered, null as long as it thinks. */
export interface ReceivedRequest {
  /** Epoch milliseconds. */
  at: number
  listener: string
  url: string
  headers: HeaderMap
  payload: string
  jti: string
  /** `id` of the event claim: the same for every subscription that got the event. */
  eventId: string | null
  eventType: string
  answer: Answer | null
}

/** The sandbox's own listeners, `https://NAME.listener.example/…`; a name that was never set accepts. */
export interface Listeners {
  set(name: string, behaviour: Behaviour): void
  behaviourOf(name: string): Behaviour
  /** The behaviour for the next request: like `behaviourOf`, with a recovery counted down. */
  take(name: string): Exclude<Behaviour, { does: 'recover' }>
  record(request: ReceivedRequest): void
  /** Oldest first, the last 500 of each listener. */
  received(name?: string): ReceivedRequest[]
  /** Every listener that was set or called. */
  names(): string[]
  clear(): void
}

const KEPT = 500
const DOMAIN = '.listener.example'

/** The listener's name when the host is one of the sandbox's own. */
export function ownListener(hostname: string): string | undefined {
  return hostname.endsWith(DOMAIN) && hostname.length > DOMAIN.length ? hostname.slice(0, -DOMAIN.length) : undefined
}

export function createListeners(): Listeners {
  const behaviours = new Map<string, Behaviour>()
  const requests = new Map<string, ReceivedRequest[]>()
  const behaviourOf = (name: string) => behaviours.get(name) ?? { does: 'accept' }

  return {
    set: (name, behaviour) => void behaviours.set(name, { ...behaviour }),
    behaviourOf,
    take(name) {
      const behaviour = behaviourOf(name)
      if (behaviour.does !== 'recover') return behaviour
      if (behaviour.after <= 0) return { does: 'accept' }
      behaviours.set(name, { ...behaviour, after: behaviour.after - 1 })
      return { does: 'status', status: behaviour.status ?? 503 }
    },
    record(request) {
      const kept = requests.get(request.listener) ?? []
      requests.set(request.listener, [...kept.slice(1 - KEPT), request])
    },
    received: (name) =>
      name === undefined ? [...requests.values()].flat().sort((a, b) => a.at - b.at) : [...(requests.get(name) ?? [])],
    names: () => [...new Set([...behaviours.keys(), ...requests.keys()])].sort(),
    clear() {
      behaviours.clear()
      requests.clear()
    },
  }
}
