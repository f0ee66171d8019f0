import { sortableTime, timeOf } from '../../contract/timestamp.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'
import type { ListedEvents } from '../../upstream/operations/events.ts'
import { decodeEvent, tellsAnswers } from '../decode/event.ts'
import type { ListPosition } from './progress.ts'

/** An item of the list, readable or not. */
export interface Listed {
  /** The id, or a fingerprint where it has none: tells items apart. */
  key: string
  createdAt: string | null
  /** The position from which the list can go on; null without an id. */
  position: ListPosition | null
}

/** A page as it was listed. */
export interface ListedPage {
  listed: Listed[]
  /** Undefined when the API did not say. */
  total: number | undefined
  /** The changes for the index, which holds no event that cannot be read. */
  learnt: { events: IndexedEvent[]; gone: string[]; readAt: number }
}

/** @param askedAt when the API was asked, in milliseconds */
export function pageOf(
  subscriptionId: string,
  { items, total, unreadable }: ListedEvents,
  askedAt: number,
): ListedPage {
  const from = { answers: tellsAnswers(items) }
  const events = items.map((event: ReadEvent) => decodeEvent(subscriptionId, event, { listed: from }))
  const listed: Listed[] = events.map(({ id, createdAt }) => ({ key: id, createdAt, position: { id, at: createdAt } }))
  for (const { place, id, createdAt: time, key } of unreadable) {
    const createdAt = time === null ? null : sortableTime(time)
    // One without a time was certainly created before the API was asked.
    listed.splice(place, 0, { key, createdAt, position: id === null ? null : { id, at: createdAt ?? timeOf(askedAt) } })
  }
  const gone = unreadable.flatMap(({ id }) => id ?? [])
  return { listed, total, learnt: { events, gone, readAt: askedAt } }
}

export function firstPosition(listed: Listed[]): ListPosition | null {
  return listed.find(({ position }) => position !== null)?.position ?? null
}

export function lastPosition(listed: Listed[]): ListPosition | null {
  return listed.findLast(({ position }) => position !== null)?.position ?? null
}

/** The last two positions of a page, the later one first; `before` stands in where it has only one. */
export function lastPositions(
  listed: Listed[],
  before: ListPosition | null,
): [ListPosition | null, ListPosition | null] {
  const [last = null, other = before] = listed.flatMap(({ position }) => position ?? []).toReversed()
  return [last, other]
}
