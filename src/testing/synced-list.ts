import { randomUUID } from 'node:crypto'
import { type EventItem, EventQuery } from '../contract/event.ts'
import type { ReadEvent } from '../contract/upstream/event.ts'
import type { Store } from '../store/store.ts'
import { decodeEvent } from '../sync/decode/event.ts'
import { createEventSync, type EventSync, type EventSyncOptions } from '../sync/events/event-sync.ts'
import { aStoredEvent, createEventList, type EventList, type EventListHabits } from './event-list.ts'
import { PATIENCE } from './patience.ts'

export const ENVIRONMENT = 'production'
export const DAY = 86_400_000

/** A subscription with its event list, and a sync that reads it into a store. */
export interface SyncedList {
  store: Store
  list: EventList
  subscriptionId: string
  /** The sync that `look` asks; may be replaced. */
  sync: EventSync
  /** Another sync over the same store and list, as after a restart or in another process. */
  newSync: (options?: Partial<EventSyncOptions>) => EventSync
  /** The lists of other subscriptions. */
  sources: Map<string, EventList>
  /** Looks at the subscription, with nothing being fresh enough. */
  look: () => ReturnType<EventSync['look']>
  /** Returns the content of the index, newest first, read page by page. */
  stored: () => Promise<EventItem[]>
  /** Returns the content it should have: all that can be read. */
  listed: () => EventItem[]
  /** Records so many events, `gap` milliseconds apart. */
  record: (count: number, changes?: Partial<ReadEvent>, gap?: number) => void
  /** The calls since the last time. */
  calls: () => string[]
}

/** Makes a list on a clock that moves on with every look at it; each is some time after the one before. */
export function syncedList(
  { store, clock }: { store: Store; clock: { now: number } },
  habits: Partial<EventListHabits> = {},
  options: Partial<EventSyncOptions> = {},
): SyncedList {
  clock.now += DAY * 30
  const subscriptionId = randomUUID()
  const list = createEventList(habits)
  const sources = new Map<string, EventList>([[subscriptionId, list]])
  const sourceOf = (id: string) => sources.get(id) ?? list
  const newSync = (more: Partial<EventSyncOptions> = {}) =>
    createEventSync({
      store,
      upstreamOf: () => ({
        listEvents: (id, cursor) => sourceOf(id).listEvents(id, cursor),
        getEvent: (id, eventId) => sourceOf(id).getEvent(id, eventId),
      }),
      now: () => {
        clock.now += 1
        return clock.now
      },
      lookTimeout: PATIENCE,
      sleepUntil: async (at) => {
        clock.now = Math.max(clock.now, at)
      },
      ...options,
      ...more,
    })
  const synced: SyncedList = {
    store,
    list,
    subscriptionId,
    sync: newSync(),
    newSync,
    sources,
    look: () => synced.sync.look(ENVIRONMENT, subscriptionId, { maxAge: 0 }),
    stored: () => storedEvents(store, subscriptionId),
    listed: () => listedEvents(list, subscriptionId),
    record(count, changes = {}, gap = 1_000) {
      for (let event = 0; event < count; event++) {
        clock.now += gap
        list.events.push(aStoredEvent(clock.now, changes))
      }
    },
    calls: () => list.calls.splice(0),
  }
  return synced
}

async function storedEvents({ events }: Store, subscriptionId: string): Promise<EventItem[]> {
  const found: EventItem[] = []
  let before: string | undefined
  do {
    const page = await events.page(ENVIRONMENT, subscriptionId, EventQuery.parse({ size: 100, before }))
    found.push(...page.items)
    before = page.older ?? undefined
  } while (before !== undefined)
  return found
}

function listedEvents(list: EventList, subscriptionId: string): EventItem[] {
  const readable = list.events.filter((event) => !list.broken.has(event.id))
  const items = readable.map((event) => {
    const { claim: _, due: __, ...item } = decodeEvent(subscriptionId, event)
    return item
  })
  return items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1))
}
const keyOf = ({ createdAt, id }: EventItem) => `${createdAt} ${id}`
