import { sortableTime, timeOf } from '../../contract/timestamp.ts'
import type { UpstreamEvent } from '../../contract/upstream/event.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'
import type { ListedEvents } from '../../upstream/operations/events.ts'
import { decodeEvent } from '../decode/event.ts'
import type { Place } from './progress.ts'

/** An item of the list, readable or not. */
export interface Listed {
  /** Tells it apart: its id, or a fingerprint where it has none. */
  key: string
  createdAt: string | null
  /** Where the list can be asked to go on; null without an id. */
  place: Place | null
}

/** A page as it was listed. */
export interface ListedPage {
  listed: Listed[]
  total: number
  /** What the index is to learn of it: what cannot be read it does not hold. */
  learnt: { events: IndexedEvent[]; gone: string[]; readAt: number }
}

/** @param askedAt when the API was asked, in milliseconds */
export function pageOf(
  subscriptionId: string,
  { items, total, unreadable }: ListedEvents,
  askedAt: number,
): ListedPage {
  const events = items.map((event: UpstreamEvent) => decodeEvent(subscriptionId, event))
  const listed: Listed[] = events.map(({ id, createdAt }) => ({ key: id, createdAt, place: { id, at: createdAt } }))
  for (const { place, id, createdAt: time, key } of unreadable) {
    const createdAt = time === null ? null : sortableTime(time)
    // One without a time was certainly created before the API was asked.
    listed.splice(place, 0, { key, createdAt, place: id === null ? null : { id, at: createdAt ?? timeOf(askedAt) } })
  }
  const gone = unreadable.flatMap(({ id }) => id ?? [])
  return { listed, total, learnt: { events, gone, readAt: askedAt } }
}

export const firstPlace = (listed: Listed[]): Place | null => listed.find(({ place }) => place !== null)?.place ?? null
export const lastPlace = (listed: Listed[]): Place | null => listed.findLast(({ place }) => place)?.place ?? null
