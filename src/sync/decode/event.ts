import { decodeJwt } from 'jose'
import { EVENT_RETENTION } from '../../contract/durations.ts'
import { laterTime, sortableTime, timeOf } from '../../contract/timestamp.ts'
import { EventsClaim } from '../../contract/upstream/notification.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'
import { causeOf } from './cause.ts'
import { normaliseState, type StoredEvent } from './state.ts'

const MILLISECONDS_FROM = 1e11
const TEXT_LENGTH = 300
/** The length at which values are cut: no filter names anything longer, and an index holds several of them. */
const NAME_LENGTH = 100
const ERROR_LENGTH = 2_000
/** The largest number that both engines keep. */
const LARGEST = 2 ** 31 - 1

/**
 * An event of the API as the index keeps it: state normalised (API 6.1), token decoded but not verified, cause and
 * expiry worked out. What the token does not say, or a token that cannot be read, gives null. Never throws. `listed` says
 * that it came in a list, which may leave out what the single event tells, and whether that has `answers`.
 */
export function decodeEvent(
  subscriptionId: string,
  event: StoredEvent,
  { listed }: { listed?: { answers: boolean } } = {},
): IndexedEvent {
  const payload = event.request?.payload ?? undefined
  const { events, toe } = readToken(payload)
  const [type, value] = Object.entries(events).find((member) => isObject(member[1])) ?? [null]
  const claim = isObject(value) ? value : {}
  const name = (member: string) => short(claim[member], NAME_LENGTH)
  const attributes: unknown[] = Array.isArray(claim.attributes) ? claim.attributes : []
  const state = normaliseState(event.state).slice(0, NAME_LENGTH)
  const status = event.response?.statusCode ?? undefined
  const due = listed !== undefined && !tellsAll(event, { state, ...listed })
  return {
    id: event.id,
    subscriptionId,
    createdAt: sortableTime(event.createdAt),
    updatedAt: sortableTime(event.updatedAt),
    state,
    attempts: typeof event.attempts === 'number' ? Math.min(event.attempts, LARGEST) : null,
    unread: listed !== undefined && payload === undefined,
    due,
    type: short(type, NAME_LENGTH),
    eventId: name('id'),
    entityType: name('entityType'),
    attributes: attributes.map((attribute) => short(attribute, TEXT_LENGTH)).filter((attribute) => attribute !== null),
    user: name('sub'),
    application: name('captureApplicationId'),
    client: name('captureClientId'),
    occurredAt: occurredAt(toe),
    listenerStatus: status !== undefined && Math.abs(status) <= LARGEST ? status : null,
    listenerError: short(event.response?.error, ERROR_LENGTH),
    // An answer that the list leaves out may have come all the same.
    cause: due && event.response === undefined && event.attempts !== 0 ? null : causeOf(event),
    // Failures stay for 7 days after failing, all else for 7 days after it was recorded (API 6.5, 18 #37).
    expiresAt: laterTime(state === 'failure' ? event.updatedAt : event.createdAt, EVENT_RETENTION),
    claim: type === null ? null : (EventsClaim.safeParse(events).data ?? null),
  }
}

/**
 * False for an item of a list that leaves out what the single event tells: the token, the attempts, or what the listener
 * answered when it did not take it.
 */
function tellsAll(
  { request, response, attempts }: StoredEvent,
  { state, answers }: { state: string; answers: boolean },
): boolean {
  if (typeof request?.payload === 'undefined' || typeof attempts !== 'number') return false
  return answers || response !== undefined || attempts === 0 || (state !== 'failure' && state !== 'awaiting-retry')
}

/** False for a list that has what was delivered without its answer: the list leaves answers out (API 5.1, 5.2). */
export function tellsAnswers(events: StoredEvent[]): boolean {
  const delivered = events.filter(({ state, attempts }) => normaliseState(state) === 'success' && attempts !== 0)
  return delivered.length === 0 || delivered.some(({ response }) => response !== undefined)
}

/** Returns the compact token of an event; undefined where the API gives none, or its claims in its place. */
export function tokenOf({ request }: Pick<StoredEvent, 'request'>): string | undefined {
  return typeof request?.payload === 'string' ? request.payload : undefined
}

function readToken(payload: unknown): { events: Record<string, unknown>; toe: unknown } {
  try {
    // Some lists hold the claims themselves instead of the token.
    const { events, toe } = isObject(payload) ? payload : decodeJwt(String(payload))
    return { events: isObject(events) ? events : {}, toe }
  } catch {
    return { events: {}, toe: undefined }
  }
}

/** `toe` is in seconds, in early tokens in milliseconds (API 17). */
function occurredAt(toe: unknown): string | null {
  if (typeof toe !== 'number') return null
  const milliseconds = Math.floor(toe > MILLISECONDS_FROM ? toe : toe * 1_000)
  return milliseconds >= 0 && milliseconds < Date.UTC(10_000) ? timeOf(milliseconds) : null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const short = (value: unknown, length: number): string | null =>
  typeof value === 'string' ? value.slice(0, length) : null
