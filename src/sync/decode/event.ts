import { decodeJwt } from 'jose'
import { EVENT_RETENTION } from '../../contract/durations.ts'
import { laterTime, sortableTime, timeOf } from '../../contract/timestamp.ts'
import type { UpstreamEvent } from '../../contract/upstream/event.ts'
import { EventsClaim } from '../../contract/upstream/notification.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'
import { causeOf } from './cause.ts'
import { normaliseState } from './state.ts'

const MILLISECONDS_FROM = 1e11
const TEXT_LENGTH = 300
/** The length at which values are cut: no filter names anything longer, and an index holds several of them. */
const NAME_LENGTH = 100
const ERROR_LENGTH = 2_000
/** The largest number that both engines keep. */
const LARGEST = 2 ** 31 - 1

/**
 * An event of the API as the index keeps it: state normalised (API 6.1), token decoded but not verified, cause and
 * expiry worked out. What the token does not say, or a token that cannot be read, gives null. Never throws.
 */
export function decodeEvent(subscriptionId: string, event: UpstreamEvent): IndexedEvent {
  const { events, toe } = readToken(event.request.payload)
  const [type, value] = Object.entries(events).find((member) => isObject(member[1])) ?? [null]
  const claim = isObject(value) ? value : {}
  const name = (member: string) => short(claim[member], NAME_LENGTH)
  const attributes: unknown[] = Array.isArray(claim.attributes) ? claim.attributes : []
  const state = normaliseState(event.state).slice(0, NAME_LENGTH)
  const status = event.response?.statusCode
  return {
    id: event.id,
    subscriptionId,
    createdAt: sortableTime(event.createdAt),
    updatedAt: sortableTime(event.updatedAt),
    state,
    attempts: Math.min(event.attempts, LARGEST),
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
    cause: causeOf(event),
    // Failures stay for 7 days after failing, all else for 7 days after it was recorded (API 6.5, 18 #37).
    expiresAt: laterTime(state === 'failure' ? event.updatedAt : event.createdAt, EVENT_RETENTION),
    claim: type === null ? null : (EventsClaim.safeParse(events).data ?? null),
  }
}

function readToken(payload: string): { events: Record<string, unknown>; toe: unknown } {
  try {
    const { events, toe } = decodeJwt(payload)
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
