import type { Feed, Lease, SavedReading } from '../store/event-feeds.ts'
import type { EventIndex } from '../store/event-index.ts'
import type { IndexedEvent } from '../store/event-rows.ts'
import { decodeEvent } from './decode-event.ts'
import { type Progress, readProgress } from './event-sync-progress.ts'
import type { Slots } from './event-sync-slots.ts'
import { Refusal } from './refusal.ts'
import type { Upstream } from './upstream.ts'

/** Longer than the slowest call: a lease that runs out belongs to a process that is gone. */
export const LEASE = 90_000

export type EventSource = Pick<Upstream, 'listEvents' | 'getEvent'>

export interface ListedPage {
  events: IndexedEvent[]
  total: number
  /** When the API was asked, in milliseconds. */
  askedAt: number
}

/** The API does not know the subscription (any more). */
export class SubscriptionGone extends Error {}
/** The API does not know the event a page was to start from: it has expired, or never was (API 18 #16). */
export class UnknownCursor extends Error {}
/** Another process has taken over. */
export class LeaseLost extends Error {}

export interface ReaderOptions {
  index: EventIndex
  source: EventSource
  slots: Slots
  signal: AbortSignal
  urgent: () => boolean
  now: () => number
}

/** One reading of one feed: asks the API, writes down what came and how far that goes. */
export interface FeedReader {
  readonly feed: Feed
  readonly index: EventIndex
  readonly now: () => number
  /** Changed by the steps of the reading, stored with `save`. */
  readonly progress: Progress
  list(cursor: { after?: string; before?: string }): Promise<ListedPage>
  /** An event as it is now, undefined when the API has forgotten it. */
  get(id: string): Promise<IndexedEvent | undefined>
  save(saved: Omit<SavedReading, 'until'>): Promise<void>
}

export function createReader(lease: Lease, { index, source, slots, signal, urgent, now }: ReaderOptions): FeedReader {
  const { feed } = lease
  const progress = readProgress(feed.progress)
  const call = <Result>(task: () => Promise<Result>) => slots.run(urgent, signal, task)
  return {
    feed,
    index,
    now,
    progress,
    async list(cursor) {
      try {
        return await call(async () => {
          const askedAt = now()
          const { items, total } = await source.listEvents(feed.subscriptionId, cursor, { signal })
          const events = items.map((event) => decodeEvent(feed.subscriptionId, event))
          progress.pageSize = Math.max(progress.pageSize, events.length)
          return { events, total, askedAt }
        })
      } catch (error) {
        if (!isNotFound(error)) throw error
        const Unknown = cursor.after === undefined && cursor.before === undefined ? SubscriptionGone : UnknownCursor
        throw new Unknown(feed.subscriptionId, { cause: error })
      }
    },
    async get(id) {
      try {
        const event = await call(() => source.getEvent(feed.subscriptionId, id, { signal }))
        return decodeEvent(feed.subscriptionId, event)
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },
    async save(saved) {
      const state = { progress, ...saved.state }
      Object.assign(feed, state)
      if (!(await index.feeds.save(lease, { ...saved, state, until: now() + LEASE }))) throw new LeaseLost()
    },
  }
}

const isNotFound = (error: unknown) => error instanceof Refusal && error.problem.code === 'not_found'
