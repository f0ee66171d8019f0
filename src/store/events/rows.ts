import { createHash } from 'node:crypto'
import type { Insertable, JoinBuilder, Selectable } from 'kysely'
import { z } from 'zod'
import { Cause, type EventItem } from '../../contract/event.ts'
import { FAILED_STATES } from '../../contract/failed-event.ts'
import { sortableTime } from '../../contract/timestamp.ts'
import { EventsClaim } from '../../contract/upstream/notification.ts'
import type { EventsTable, Tables } from '../database/tables.ts'

/** An event as the index keeps it: decoded, with its token's `events` claim, which filters are evaluated against. */
export type IndexedEvent = EventItem & {
  claim: EventsClaim | null
  /** True when the event has to be read by itself: the list does not tell all of it. */
  due: boolean
}

/** The number of attempts that stands for one that is not known. */
const NOT_TOLD = -1

/** The states that only a redelivery changes (API 6.1). */
const FINAL_STATES = ['success', 'failure'] as const
export function isFinal(state: string): boolean {
  return FINAL_STATES.some((final) => final === state)
}

/** States of which `failed_in` says where (API 6.1). */
const FAILED: readonly string[] = FAILED_STATES

/** The feed of an event, the time of the API call and the time at which the console learnt of it (milliseconds). */
export interface RowOrigin {
  feed: { id: number; environment: string }
  readAt: number
  seenAt: number
}

export function rowOf(event: IndexedEvent, { feed, readAt, seenAt }: RowOrigin): Insertable<EventsTable> {
  return {
    feed: feed.id,
    id: event.id,
    created_at: sortableTime(event.createdAt),
    updated_at: sortableTime(event.updatedAt),
    state: event.state,
    settled: isFinal(event.state) ? 1 : 0,
    attempts: event.attempts ?? NOT_TOLD,
    type: event.type,
    event_id: event.eventId,
    entity_type: event.entityType,
    attribute_set: attributeSetOf(event.attributes),
    user_id: event.user,
    application: event.application,
    client: event.client,
    occurred_at: event.occurredAt === null ? null : sortableTime(event.occurredAt),
    listener_status: event.listenerStatus,
    listener_error: event.listenerError,
    cause: event.cause,
    expires_at: sortableTime(event.expiresAt),
    read_at: readAt,
    claim_json: event.claim === null ? null : JSON.stringify(event.claim),
    seen_at: seenAt,
    failed_in: FAILED.includes(event.state) ? feed.environment : null,
    failed_text: FAILED.includes(event.state) ? searchText(event) : null,
    unread: event.unread ? 1 : 0,
    due: event.due ? 1 : 0,
  }
}

/** Returns the beginning of an error: an index has no room for more. */
const searchText = ({ id, eventId, user, listenerError }: IndexedEvent): string =>
  [id, eventId, user, listenerError?.slice(0, 300)]
    .map((text) => text ?? '')
    .join(' ')
    .toLowerCase()

/** A hash of 48 bits, so that it is a number: no two of a subscription's sets will ever have the same. */
export function attributeSetOf(attributes: string[]): number {
  return createHash('sha256').update(JSON.stringify(attributes)).digest().readUIntBE(0, 6)
}

/** Joins an event with the names of its attributes. */
export function sharedAttributes(join: JoinBuilder<Tables, 'events' | 'event_attribute_sets'>) {
  return join
    .onRef('event_attribute_sets.feed', '=', 'events.feed')
    .onRef('event_attribute_sets.hash', '=', 'events.attribute_set')
}

/** A stored event with the names of its attributes. */
export type EventRow = Selectable<EventsTable> & { attributes_json: string | null }

const Attributes = z.array(z.string())

export function itemOf(subscriptionId: string, row: EventRow): EventItem {
  return {
    id: row.id,
    subscriptionId,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    state: row.state,
    attempts: row.attempts === NOT_TOLD ? null : row.attempts,
    unread: row.unread === 1,
    type: row.type,
    eventId: row.event_id,
    entityType: row.entity_type,
    attributes: Attributes.parse(JSON.parse(row.attributes_json ?? '[]')),
    user: row.user_id,
    application: row.application,
    client: row.client,
    occurredAt: row.occurred_at,
    listenerStatus: row.listener_status,
    listenerError: row.listener_error,
    cause: Cause.nullable().parse(row.cause),
    expiresAt: row.expires_at,
  }
}

export function indexedOf(subscriptionId: string, row: EventRow): IndexedEvent {
  return {
    ...itemOf(subscriptionId, row),
    due: row.due === 1,
    claim: row.claim_json === null ? null : EventsClaim.parse(JSON.parse(row.claim_json)),
  }
}
