import { Refusal } from '../../contract/refusal.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import type { Feed, Lease, SavedReading } from '../../store/events/feeds.ts'
import type { IndexedEvent } from '../../store/events/rows.ts'
import { isMissing } from '../../upstream/answers/refusal.ts'
import { refusalOfUnreadable } from '../../upstream/answers/refusal-of-fault.ts'
import { isUnreadable } from '../../upstream/answers/unexpected-reply.ts'
import type { Upstream } from '../../upstream/upstream.ts'
import { decodeEvent } from '../decode/event.ts'
import { type ListedPage, lastPosition, pageOf } from './page.ts'
import { type ReadingProgress, resumeProgress } from './progress.ts'
import type { Slots } from './slots.ts'
import { createUnreadable, type Unread, type Unreadable } from './unreadable.ts'

/** Longer than the slowest call: a lease that runs out belongs to a process that is gone. */
export const LEASE = 90_000

export type EventSource = Pick<Upstream, 'listEvents' | 'getEvent'>

/** Thrown when the API does not know the subscription (any more). */
export class SubscriptionGone extends Error {}
/** Thrown when the API refuses the event a page was to start from: it has expired, or never was (API 18 #16). */
export class UnknownCursor extends Error {}
/** Thrown when another process has taken over. */
export class LeaseLost extends Error {}

export interface ReaderOptions {
  index: EventIndex
  source: EventSource
  slots: Slots
  signal: AbortSignal
  urgent: () => boolean
  /** Waits until the background may make a call; throws OutOfBudget when it may not. Not asked when a person waits. */
  turn: (firstReading: boolean) => Promise<void>
  now: () => number
  /** Called once for each event that cannot be read. */
  onUnread: (unread: Unread) => void
}

/** One reading of one feed: asks the API, writes down what came and how far that goes. */
export interface FeedReader {
  readonly feed: Feed
  readonly index: EventIndex
  readonly now: () => number
  /** Changed by the steps of the reading, stored with `save`. */
  readonly progress: ReadingProgress
  readonly unread: Unreadable
  list(cursor: { after?: string; before?: string }): Promise<ListedPage>
  /**
   * Returns a listed event as it is now. Undefined when the API does not have it by itself, or not in a form that can be
   * read: neither says that it is gone, for the list decides that.
   */
  get(id: string): Promise<IndexedEvent | undefined>
  save(saved: Omit<SavedReading, 'until'>): Promise<void>
}

export function createReader(
  lease: Lease,
  { index, source, slots, signal, urgent, turn, now, onUnread }: ReaderOptions,
): FeedReader {
  const { feed } = lease
  const progress = resumeProgress(feed.progress)
  const unread = createUnreadable(progress, now(), onUnread)
  const call = async <Result>(task: () => Promise<Result>) => {
    if (!urgent()) await turn(progress.state.sweptAt === null)
    return await slots.run(urgent, signal, task)
  }
  return {
    feed,
    index,
    now,
    progress,
    unread,
    async list(cursor) {
      try {
        return await call(async () => {
          const askedAt = now()
          const answer = await source.listEvents(feed.subscriptionId, cursor, { signal })
          const page = pageOf(feed.subscriptionId, answer, askedAt)
          refuseDeadEnd(page, progress.state.pageSize)
          for (const { id } of page.learnt.events) unread.over(id)
          for (const { key, id, why, differs } of answer.unreadable)
            unread.met(key, { eventId: id, why, differs }, askedAt)
          progress.sawPage(page.listed.length)
          return page
        })
      } catch (error) {
        const whole = cursor.after === undefined && cursor.before === undefined
        if (!whole && refusesCursor(error)) throw new UnknownCursor(feed.subscriptionId, { cause: error })
        if (whole && isNotFound(error)) throw new SubscriptionGone(feed.subscriptionId, { cause: error })
        throw error
      }
    },
    async get(id) {
      try {
        return decodeEvent(feed.subscriptionId, await call(() => source.getEvent(feed.subscriptionId, id, { signal })))
      } catch (error) {
        if (isMissing(error) || isUnreadable(error)) return undefined
        throw error
      }
    },
    async save(saved) {
      const state = { progress: progress.state, ...saved.state }
      Object.assign(feed, state)
      if (!(await index.feeds.save(lease, { ...saved, state, until: now() + LEASE }))) throw new LeaseLost()
    },
  }
}

/** A full page of items without an id: no list of events, and no way to go on behind it. A last page may end so. */
const refuseDeadEnd = ({ listed }: ListedPage, pageSize: number): void => {
  if (listed.length >= Math.max(2, pageSize) && lastPosition(listed) === null)
    throw refusalOfUnreadable(200, 'no item has an id', 'listEvents')
}

/** The answers to a cursor that the API does not know, or does not like; which one it gives is open (API 18 #16). */
const REFUSED_CURSORS = [400, 404, 410, 422]
const refusesCursor = (error: unknown): boolean =>
  isNotFound(error) || (error instanceof Refusal && REFUSED_CURSORS.includes(error.problem.upstreamStatus ?? 0))

const isNotFound = (error: unknown) => error instanceof Refusal && error.problem.code === 'not_found'
