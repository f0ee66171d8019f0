import type { EVENT_STATES, ListenerResponse } from '../../contract/upstream/event.ts'
import { DEFAULTS, type SandboxOptions } from '../base/options.ts'
import type { Micros } from '../base/time.ts'

export type EventState = (typeof EVENT_STATES)[number]

/** One state change (API 5.3). `attempt` with `response` or `error` where a delivery was tried. */
export interface HistoryRecord {
  state: EventState
  at: Micros
  attempt?: number
  response?: ListenerResponse
  error?: string
}

/**
 * One change of an account, as the token tells it. `id` is the event's own id, shared by all subscriptions that get it.
 */
export interface Claim {
  id: string
  captureApplicationId: string
  captureClientId: string
  entityType: string
  sub: string
  attributes?: string[]
}

/** An event in one subscription's store (API 5). */
export interface EventRecord {
  id: string
  subscriptionId: string
  customerId: string
  type: string
  claim: Claim
  occurredAt: Micros
  createdAt: Micros
  updatedAt: Micros
  /** The time of the last redelivery: the clock starts anew (API 7). */
  restartedAt?: Micros
  state: EventState
  attempts: number
  /** The endpoint to which it was, or will be, sent; the token's `aud` stays the endpoint at the time it was stored. */
  endpoint: string
  /** Answer of the last attempt. */
  response?: ListenerResponse | undefined
  history: HistoryRecord[]
  /** The time at which an export took it along (API 10). */
  exportedAt?: Micros
  /** The compact token, once it has been read or sent. */
  payload?: string
  /** The event as it is shown until then (epoch milliseconds), for an API whose reads lag behind. */
  shown?: { until: number; as: EventRecord }
}

/** 7 days in microseconds (API 6.5). */
export const RETENTION = 7 * 24 * 3_600_000_000

/**
 * Returns the time at which an event is forgotten: failures count from their last change unless the options say otherwise,
 * others from creation or redelivery (18 #37).
 */
const expiryOf = (event: EventRecord, { retention }: Retention): Micros =>
  (event.state === 'failure' && retention === 'change' ? event.updatedAt : (event.restartedAt ?? event.createdAt)) +
  RETENTION
type Retention = Pick<SandboxOptions, 'retention'>

/**
 * The event store: per subscription, in the order of recording; what has expired is gone the moment it is looked for.
 */
export interface EventStore {
  add(event: EventRecord): EventRecord
  get(id: string): EventRecord | undefined
  /** Oldest first. */
  of(subscriptionId: string): EventRecord[]
  all(): EventRecord[]
  removeOf(subscriptionId: string): void
  clear(): void
}

/** @param now epoch microseconds */
export function createEventStore(now: () => Micros, options: Retention = DEFAULTS): EventStore {
  const byId = new Map<string, EventRecord>()
  const bySubscription = new Map<string, EventRecord[]>()

  const of = (subscriptionId: string): EventRecord[] => {
    const events = bySubscription.get(subscriptionId) ?? []
    const time = now()
    const expired = events.filter((event) => expiryOf(event, options) <= time)
    if (expired.length === 0) return events
    for (const { id } of expired) byId.delete(id)
    const kept = events.filter((event) => expiryOf(event, options) > time)
    bySubscription.set(subscriptionId, kept)
    return kept
  }

  return {
    add(event) {
      const events = bySubscription.get(event.subscriptionId) ?? []
      bySubscription.set(event.subscriptionId, events)
      events.splice(placeFor(event, events), 0, event)
      byId.set(event.id, event)
      return event
    },
    get(id) {
      const event = byId.get(id)
      return event && expiryOf(event, options) > now() ? event : undefined
    },
    of,
    all: () => [...bySubscription.keys()].flatMap(of),
    removeOf(subscriptionId) {
      for (const { id } of bySubscription.get(subscriptionId) ?? []) byId.delete(id)
      bySubscription.delete(subscriptionId)
    },
    clear() {
      byId.clear()
      bySubscription.clear()
    },
  }
}

/** Behind everything that was recorded before it: nearly always the end. */
const placeFor = (event: EventRecord, events: EventRecord[]): number => {
  let place = events.length
  for (let before = events[place - 1]; before && before.createdAt > event.createdAt; before = events[place - 1]) place--
  return place
}
