import { createHash, randomUUID } from 'node:crypto'
import { EVENT_RETENTION } from '../../contract/durations.ts'
import type { Cause } from '../../contract/event.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'

const NAMES = [
  'familyName',
  'givenName',
  'email',
  'primaryAddress.city',
  'primaryAddress.country',
  'password',
  'birthday',
]

/** The ways in which listeners fail, with their number among a thousand failures. */
const FAILURES: { of: number; cause: Cause; status: number | null; error: string | null }[] = [
  { of: 600, cause: 'server-error', status: 503, error: null },
  { of: 200, cause: 'timeout', status: null, error: 'Client.Timeout exceeded while awaiting headers' },
  { of: 100, cause: 'off', status: null, error: null },
  { of: 60, cause: 'connection', status: null, error: 'dial tcp 203.0.113.7:443: connect: connection refused' },
  { of: 39, cause: 'server-error', status: 500, error: null },
  { of: 1, cause: 'tls', status: null, error: 'x509: certificate has expired or is not yet valid' },
]

/** Numbers that look thrown and are the same every time. */
const dice = (place: number, name: string, sides: number) =>
  createHash('md5').update(`${name} ${place}`).digest().readUInt32BE(0) % sides

/** The error of every timeout in the last tenth of the week: a text that stands at one end of a list. */
const UNREACHABLE = 'dial tcp 198.51.100.9:443: connect: no route to host'

const THOUSAND = FAILURES.flatMap((failure) => Array.from({ length: failure.of }, () => failure))

function failureOf(place: number, count: number) {
  const failure = THOUSAND[dice(place, 'failure', THOUSAND.length)]
  return failure?.cause === 'timeout' && place > count * 0.9 ? { ...failure, error: UNREACHABLE } : failure
}

export function userAt(place: number): string {
  return `${String(dice(place, 'user', 50_000)).padStart(8, '0')}-0000-4000-8000-000000000000`
}

export interface BenchEvents {
  /** The number of events, over 6.5 days, the last of them now. */
  count: number
  now: number
  /** The number of failures among a hundred events. */
  failed: number
}

/** The event at a place of a made-up week, as an outage-ridden customer might have it. */
export function benchEvent(subscriptionId: string, place: number, { count, now, failed }: BenchEvents): IndexedEvent {
  const at = timeOf(now - Math.floor(((count - place) * 6.5 * 86_400_000) / count))
  const sure = dice(place, 'state', 1_000)
  const state = sure < failed * 10 ? 'failure' : sure > 998 ? 'awaiting-retry' : 'success'
  const answer = state === 'success' ? undefined : failureOf(place, count)
  const type = ['entityCreated', 'entityDeleted'][dice(place, 'type', 20)] ?? 'entityUpdated'
  const bits = dice(place, 'attributes', 128)
  const attributes = type === 'entityUpdated' ? NAMES.filter((_, name) => (bits >> name) & 1) : []
  const application = dice(place, 'application', 1_000) === 0 ? 'second' : 'zzyn9gy9r8xdy5zkru4y54syk6'
  const [user, client] = [userAt(place), 'elrrniux51a3nrhfwzklvz3t46lb5n2m']
  const globalSub = `capture-v1://us.janraincapture.com/${application}/user/${user}`
  return {
    ...{ id: randomUUID(), subscriptionId, createdAt: at, updatedAt: at, state, attempts: state === 'success' ? 1 : 6 },
    unread: false,
    due: false,
    ...{ type, eventId: randomUUID(), entityType: 'user', attributes, user, application, client, occurredAt: at },
    ...{ listenerStatus: answer ? answer.status : 200, listenerError: answer?.error ?? null },
    cause: answer?.cause ?? null,
    expiresAt: timeOf(Date.parse(at) + EVENT_RETENTION),
    claim: {
      [type]: { captureApplicationId: application, captureClientId: client, entityType: 'user', globalSub, attributes },
    },
  }
}
