import { randomUUID } from 'node:crypto'
import type { ReadEvent } from '../contract/upstream/event.ts'
import { EventAnswer } from '../contract/upstream/event.ts'
import { readList } from '../contract/upstream/list.ts'
import { refusalOf } from '../upstream/answers/refusal.ts'
import { refusalOfUnreadable } from '../upstream/answers/refusal-of-fault.ts'
import { UnexpectedReply } from '../upstream/answers/unexpected-reply.ts'
import { eventsOf, type ListedEvents } from '../upstream/operations/events.ts'

/** The habits of an event list that the API's documentation leaves open (API 5.1, 17, 18 #15). */
export interface EventListHabits {
  order: 'oldest-first' | 'newest-first'
  pageSize: number
  /** With one cursor and more events than fit: those next to the cursor, or the first in the order of the list. */
  cursors: 'nearest' | 'first'
  /**
   * The meaning of `total`: all stored events, those between the cursors, or (a bare array) those of the page; or the
   * API does not say.
   */
  total: 'all' | 'between' | 'page' | 'none'
  /** The members that its items leave out, and the single event has. */
  leavesOut: ('request' | 'response' | 'attempts')[]
  /** The effect of a cursor: it leads on, it is ignored, it is refused, or only past the end of the list. */
  answers: 'lead' | 'ignore' | 'refuse' | 'refuse-past-end'
}

/**
 * A subscription's event list as an API of certain habits has it: `events` may be changed at any time, oldest first.
 */
export interface EventList extends EventListHabits {
  events: ReadEvent[]
  /** The API's answers instead of an event, by its id: anything. */
  broken: Map<string, unknown>
  /** The calls so far, e.g. `list after=…`, `get …`. */
  calls: string[]
  /** The subscription does not exist. */
  deleted: boolean
  /** Awaited by every call before it answers; throw or wait in it. */
  before: (call: string) => Promise<void>
  listEvents(id: string, cursor: { after?: string; before?: string }): Promise<ListedEvents>
  getEvent(id: string, eventId: string): Promise<ReadEvent>
}

export function createEventList(habits: Partial<EventListHabits> = {}): EventList {
  const list: EventList = {
    order: 'oldest-first',
    pageSize: 100,
    cursors: 'nearest',
    total: 'all',
    answers: 'lead',
    leavesOut: [],
    ...habits,
    events: [],
    broken: new Map(),
    calls: [],
    deleted: false,
    before: async () => {},
    async listEvents(_, { after, before }) {
      const call = ['list', after && `after=${after}`, before && `before=${before}`].filter(Boolean).join(' ')
      list.calls.push(call)
      await list.before(call)
      if (list.deleted) throw refusalOf('not_found', { upstreamStatus: 404 })
      if (list.answers === 'refuse' && (after ?? before) !== undefined) refuseCursor()
      if (list.answers === 'ignore') [after, before] = [undefined, undefined]
      const from = after === undefined ? 0 : placeOf(after) + 1
      const to = before === undefined ? list.events.length : placeOf(before)
      if (list.answers === 'refuse-past-end' && (after ?? before) !== undefined && from >= to) refuseCursor()
      const oneSided = (after === undefined) !== (before === undefined)
      const fromOldest = list.cursors === 'nearest' && oneSided ? after !== undefined : list.order === 'oldest-first'
      const between = list.events.slice(from, Math.max(from, to))
      const page = fromOldest ? between.slice(0, list.pageSize) : between.slice(-list.pageSize)
      const total = { all: list.events.length, between: between.length, page: page.length, none: undefined }[list.total]
      const items = page.map((event) => (list.broken.has(event.id) ? list.broken.get(event.id) : event))
      if (list.leavesOut.length > 0) return { items: page.map(shortened), total, unreadable: [] }
      const _embedded = structuredClone(list.order === 'oldest-first' ? items : items.toReversed())
      const read = readList(EventAnswer, { total, _embedded })
      return read ? eventsOf(read) : never()
    },
    async getEvent(_, eventId) {
      list.calls.push(`get ${eventId}`)
      await list.before(`get ${eventId}`)
      const event = list.events[placeOf(eventId)] ?? never()
      if (list.broken.has(eventId))
        throw refusalOfUnreadable(200, new UnexpectedReply('getEvent', 'of another shape'), 'getEvent')
      return structuredClone(event)
    },
  }
  const shortened = (event: ReadEvent): ReadEvent => {
    const members = Object.entries(structuredClone(event))
    return Object.fromEntries(members.filter(([name]) => !list.leavesOut.some((one) => one === name))) as ReadEvent
  }
  const placeOf = (id: string) => {
    const place = list.deleted ? -1 : list.events.findIndex((event) => event.id === id)
    return place < 0 ? never() : place
  }
  return list
}

const refuseCursor = (): never => {
  throw refusalOf('upstream_refused', { upstreamStatus: 400 })
}

const never = (): never => {
  throw refusalOf('not_found', { upstreamStatus: 404 })
}

/** A stored event; `at` is when it was created and last changed, in milliseconds. */
export function aStoredEvent(at: number, changes: Partial<ReadEvent> = {}): ReadEvent {
  const time = new Date(at).toISOString()
  const claims = {
    iss: 'https://v1.api.us.janrain.com/c/webhooks',
    aud: ['https://listener.example'],
    iat: Math.floor(at / 1000),
    toe: Math.floor(at / 1000),
    jti: randomUUID(),
    events: {
      entityUpdated: { id: randomUUID(), sub: randomUUID(), entityType: 'user', attributes: ['familyName', 'email'] },
    },
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    id: randomUUID(),
    createdAt: time,
    updatedAt: time,
    state: 'success',
    attempts: 1,
    request: {
      endpoint: 'https://listener.example',
      headers: {},
      payload: `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}.c2ln`,
    },
    ...((changes.state ?? 'success') === 'success' && { response: { statusCode: 200 } }),
    ...changes,
  }
}
