import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Timestamp, Uuid } from '../../contract/upstream/common.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import type { ReadList } from '../../contract/upstream/list.ts'
import { differsIn, wordsOf } from '../answers/unexpected-reply.ts'

/** One page of an event list: the events in its order, and the items that could not be read. */
export interface ListedEvents {
  /** Undefined when the API did not say. */
  total: number | undefined
  items: ReadEvent[]
  unreadable: UnreadableEvent[]
}

/** An item that is no event. Only its identity and its place are kept. */
export interface UnreadableEvent {
  /** Its place in the page as it was listed, from 0. */
  place: number
  /** Null when it has none, or one that is no UUID. */
  id: string | null
  createdAt: string | null
  /** The id, or a fingerprint of the item. */
  key: string
  /** The needed member that is missing; quotes nothing of it. */
  why: string
  /** The same for people, with its place in the list: `/_embedded/3/state of the event list: null`. */
  differs: string
}

/** Returns every event of a page that can be read, in spite of those that cannot. Ids are in lower case. */
export function eventsOf({ total, items, unread }: ReadList<ReadEvent>): ListedEvents {
  return {
    total,
    items: items.map(withPlainId),
    unreadable: unread.map(({ place, at, item, missing }) => {
      const { id, createdAt } = Known.safeParse(item).data ?? { id: null, createdAt: null }
      const differs = differsIn('listEvents', { ...missing, path: at + missing.path })
      return { place, id, createdAt, key: id ?? fingerprint(item), why: wordsOf(missing), differs }
    }),
  }
}

/** Returns an event with its id in lower case: one event is not two for the letters of its id. */
export function withPlainId(event: ReadEvent): ReadEvent {
  return { ...event, id: event.id.toLowerCase() }
}

const Known = z.object({
  id: Uuid.transform((id) => id.toLowerCase())
    .nullable()
    .catch(null),
  createdAt: Timestamp.nullable().catch(null),
})

const fingerprint = (item: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(item) ?? '')
    .digest('base64url')
