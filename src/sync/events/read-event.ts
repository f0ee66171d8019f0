import type { ReadEvent } from '../../contract/upstream/event.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import { isMissing } from '../../upstream/answers/refusal.ts'
import { isUnreadable } from '../../upstream/answers/unexpected-reply.ts'
import type { ReadOptions } from '../../upstream/credentials/send.ts'
import { cursorAfter, resumeProgress } from './progress.ts'
import type { EventSource } from './reader.ts'

/** An event as the API has it now; `listed` when only its list tells of it, which may leave things out. */
export interface EventNow {
  event: ReadEvent
  listed: boolean
}

export interface EventPlace {
  environment: string
  subscriptionId: string
  eventId: string
}

/**
 * Reads one event; from the page of the list on which it stands where the API does not offer it by itself, or not in a form
 * that can be read (API 5.1, 5.2). A 404 of the call is not one of the event: it throws the call's `Refusal` only when the
 * list does not have the event either.
 */
export async function readEvent(
  parts: { index: EventIndex; source: EventSource },
  place: EventPlace,
  options: ReadOptions = {},
): Promise<EventNow> {
  try {
    return { event: await parts.source.getEvent(place.subscriptionId, place.eventId, options), listed: false }
  } catch (error) {
    if (!isMissing(error) && !isUnreadable(error)) throw error
    const event = await findListed(parts, place, options)
    if (!event) throw error
    return { event, listed: true }
  }
}

/** Returns an event from the page next to the event that is listed before it, as far as the index knows both. */
const findListed = async (
  { index, source }: { index: EventIndex; source: EventSource },
  { environment, subscriptionId, eventId }: EventPlace,
  options: ReadOptions,
): Promise<ReadEvent | undefined> => {
  const feed = await index.feeds.get(environment, subscriptionId)
  const known = await index.get(environment, subscriptionId, eventId)
  const order = resumeProgress(feed?.progress).state.order
  const neighbour =
    feed && known && order
      ? await (order === 'oldest-first' ? index.positionBefore : index.positionAfter)(feed.id, known.createdAt)
      : undefined
  const cursor = order && neighbour ? cursorAfter(order, neighbour) : {}
  const { items } = await source.listEvents(subscriptionId, cursor, options).catch((refused: unknown) => {
    if (isMissing(refused)) return { items: [] }
    throw refused
  })
  return items.find(({ id }) => id === eventId.toLowerCase())
}
