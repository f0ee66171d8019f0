import { MINUTE } from '../../contract/durations.ts'
import type { Freshness } from '../../contract/freshness.ts'
import type { EventStats } from '../../contract/subscription.ts'
import { NO_EVENTS } from '../../contract/subscription.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import { type Store, whileWritable } from '../../store/store.ts'
import type { ReadOptions } from '../../upstream/credentials/send.ts'
import { decodeEvent, tellsAnswers } from '../decode/event.ts'
import { freshnessOf } from './freshness.ts'
import { readEvent } from './read-event.ts'
import type { EventSource } from './reader.ts'
import { createReadings, type FeedName, keyOf } from './readings.ts'
import type { Unread } from './unreadable.ts'

const LOOK_TIMEOUT = 1_500
const TIDY_PERIOD = MINUTE
/** The most events that are remembered as told by the list alone. */
const MOST_LISTED = 100_000

export interface EventSyncOptions {
  store: Pick<Store, 'events'>
  upstreamOf: (environment: string) => EventSource
  /** Milliseconds. */
  now: () => number
  /** Calls to the APIs at once, over all subscriptions and environments. */
  maxCalls?: number
  /** The longest that `look` waits for a reading, in milliseconds. */
  lookTimeout?: number
  /** Called for every reading that ended early, with the error. */
  onError?: (error: unknown, feed: FeedName) => void
  /** Called for every event that cannot be read, when it is met for the first time. */
  onUnread?: (unread: Unread, feed: FeedName) => void
}

/** Fills the event index from the APIs: on demand and in the background, one reading per subscription at a time. */
export interface EventSync {
  /**
   * Reads what is new if the copy is older than `maxAge` (ms), and returns its freshness then. Waits 1.5 s at most; the
   * reading goes on. A person is looking, so the newest known events are read again too: others may have redelivered.
   */
  look(environment: string, subscriptionId: string, options: { maxAge: number }): Promise<Freshness>
  /** Returns the freshness of the copy; reads nothing. */
  freshness(environment: string, subscriptionId: string): Promise<Freshness>
  /** Returns the figures of these subscriptions, zeros for one that was never read; reads nothing. */
  stats(environment: string, subscriptionIds: string[]): Promise<Map<string, EventStats>>
  /** Reads these subscriptions in the background, and those of the environment that are stored but not named. */
  refresh(environment: string, subscriptionIds: string[]): void
  /** Puts in an event that was just read from the API, e.g. after a redelivery. */
  touch(environment: string, subscriptionId: string, event: ReadEvent): Promise<void>
  /**
   * Reads one event as the API has it now; from its list where the API does not offer it by itself. Throws a `Refusal`, a
   * `not_found` only when neither has it.
   */
  readEvent(environment: string, subscriptionId: string, eventId: string, options?: ReadOptions): Promise<ReadEvent>
  /** Gives up all reading at once; what was read is kept, and the next start goes on from there. */
  stop(): Promise<void>
}

export function createEventSync(options: EventSyncOptions): EventSync {
  const {
    store,
    upstreamOf,
    now,
    maxCalls = 4,
    lookTimeout = LOOK_TIMEOUT,
    onError = () => {},
    onUnread = () => {},
  } = options
  const index = store.events
  const stopping = new AbortController()
  const { signal } = stopping
  const readings = createReadings({ index, upstreamOf, now, maxCalls, lookTimeout, signal, onError, onUnread })
  const queue = new Map<string, FeedName>()
  /** The events that the API told in its list alone: what it leaves out there is not put over what is known. */
  const onlyListed = new Set<string>()
  let workers = 0
  let tidiedAt = Number.NEGATIVE_INFINITY

  const work = async () => {
    for (const [key, feed] of queue) {
      queue.delete(key)
      await readings.start(feed, { background: true }).ended
    }
  }

  const enqueue = (environment: string, subscriptionIds: string[]) => {
    if (signal.aborted) return
    for (const subscriptionId of subscriptionIds) {
      const feed = { environment, subscriptionId }
      queue.set(keyOf(feed), feed)
    }
    for (; workers < maxCalls; workers++) void work().finally(() => (workers -= 1))
  }

  const freshness = async (environment: string, subscriptionId: string) => {
    const feed = await index.feeds.get(environment, subscriptionId)
    if (!feed) return freshnessOf(undefined, { read: 0 }, now())
    const read = await index.count(environment, subscriptionId)
    const unknown = await index.unknownStates(environment, [subscriptionId])
    return freshnessOf(feed, { read, unknownStates: unknown.get(subscriptionId) }, now())
  }

  const tidy = async () => {
    if (now() - tidiedAt < TIDY_PERIOD) return
    tidiedAt = now()
    await whileWritable(() => index.forgetExpired())
  }

  return {
    freshness,
    async look(environment, subscriptionId, { maxAge }) {
      await tidy()
      const name = { environment, subscriptionId }
      const feed = await index.feeds.get(environment, subscriptionId)
      const lately = Math.max(feed?.asOf ?? Number.NEGATIVE_INFINITY, feed?.triedAt ?? Number.NEGATIVE_INFINITY)
      if (now() - lately >= maxAge && !signal.aborted) {
        const known = readings.of(name)
        const reading = known ?? readings.start(name, { background: false })
        reading.urgent = true
        reading.wanted = known !== undefined
        await Promise.race([reading.updated.promise, reading.timeout])
      }
      return freshness(environment, subscriptionId)
    },
    async stats(environment, subscriptionIds) {
      const feeds = await index.feeds.list(environment, subscriptionIds)
      const known = new Map(feeds.map((feed) => [feed.subscriptionId, feed]))
      const stats = await index.stats(environment, subscriptionIds)
      const unknown = await index.unknownStates(environment, subscriptionIds)
      return new Map(
        subscriptionIds.map((id) => {
          const figures = stats.get(id) ?? NO_EVENTS
          const stored = { read: figures.total, unknownStates: unknown.get(id) }
          return [id, { ...figures, freshness: freshnessOf(known.get(id), stored, now()) }]
        }),
      )
    },
    refresh(environment, subscriptionIds) {
      enqueue(environment, subscriptionIds)
      // A subscription that is not named may have been deleted: reading it finds out.
      index.feeds.list(environment).then(
        (feeds) =>
          enqueue(
            environment,
            feeds.map((feed) => feed.subscriptionId),
          ),
        (error: unknown) => {
          if (!signal.aborted) onError(error, { environment, subscriptionId: '' })
        },
      )
    },
    touch(environment, subscriptionId, event) {
      const from = onlyListed.has(event.id) ? { listed: { answers: tellsAnswers([event]) } } : {}
      return index.put(environment, [decodeEvent(subscriptionId, event, from)], now())
    },
    async readEvent(environment, subscriptionId, eventId, options) {
      const source = upstreamOf(environment)
      const { event, listed } = await readEvent({ index, source }, { environment, subscriptionId, eventId }, options)
      if (!listed) onlyListed.delete(event.id)
      else if (onlyListed.size < MOST_LISTED) onlyListed.add(event.id)
      return event
    },
    async stop() {
      queue.clear()
      stopping.abort(new Error('The console is stopping'))
      await readings.ended()
    },
  }
}
