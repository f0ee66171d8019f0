import type { SandboxOptions } from '../base/options.ts'
import { refuse } from '../base/refusal.ts'
import type { EventRecord } from '../state/event-store.ts'

/** A page of events, and the queries of its neighbours in the order of the list. */
export interface EventsPage {
  items: EventRecord[]
  next: string | undefined
  prev: string | undefined
}

/**
 * The events between two cursors, both exclusive; a cursor that is not stored is 404. More than fit: the ones nearest to
 * the only cursor, else the first ones in the order of the list.
 * @param all oldest first
 */
export function pageOfEvents(
  all: EventRecord[],
  cursors: { after?: string | undefined; before?: string | undefined },
  { pageSize, eventOrder }: Pick<SandboxOptions, 'pageSize' | 'eventOrder'>,
): EventsPage {
  const { after, before } = cursors
  const from = after === undefined ? 0 : placeOf(all, after) + 1
  const to = Math.max(from, before === undefined ? all.length : placeOf(all, before))
  const oneSided = (after === undefined) !== (before === undefined)
  const fromOldest = oneSided ? after !== undefined : eventOrder === 'oldest'
  const start = fromOldest ? from : Math.max(from, to - pageSize)
  const end = fromOldest ? Math.min(to, from + pageSize) : to

  const items = all.slice(start, end)
  const newer = end < all.length && items.length > 0 ? `after=${items.at(-1)?.id}` : undefined
  const older = start > 0 && items.length > 0 ? `before=${items[0]?.id}` : undefined
  return eventOrder === 'oldest'
    ? { items, next: newer, prev: older }
    : { items: items.toReversed(), next: older, prev: newer }
}

const placeOf = (all: EventRecord[], id: string) => {
  const place = all.findIndex((event) => event.id === id.toLowerCase())
  return place < 0 ? refuse(404) : place
}
