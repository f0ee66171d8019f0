import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Timestamp, Uuid } from '../../contract/upstream/common.ts'
import { UpstreamEvent } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { whereItDiffers } from '../answers/reply.ts'

/** One page of an event list: the events in its order, and the items that could not be read. */
export interface ListedEvents {
  /** Undefined when the API did not say. */
  total: number | undefined
  items: UpstreamEvent[]
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
  /** The first difference from an event; quotes nothing of it. */
  why: string
}

/** A page with any items, which `readEvents` reads one by one. */
export const EventListReply = upstreamList(z.unknown())

/** Returns every event of a page that can be read, in spite of those that cannot. */
export function readEvents({ total, items }: z.output<typeof EventListReply>): ListedEvents {
  const read = items.map((item) => UpstreamEvent.safeParse(item))
  return {
    total,
    items: read.flatMap(({ data }) => data ?? []),
    unreadable: read.flatMap(({ error }, place) =>
      error ? unreadable(items[place], place, whereItDiffers(error)) : [],
    ),
  }
}

const Known = z.object({ id: Uuid.nullable().catch(null), createdAt: Timestamp.nullable().catch(null) })

const unreadable = (item: unknown, place: number, why: string): UnreadableEvent => {
  const { id, createdAt } = Known.safeParse(item).data ?? { id: null, createdAt: null }
  return { place, id, createdAt, key: id ?? fingerprint(item), why }
}

const fingerprint = (item: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(item) ?? '')
    .digest('base64url')
