import { randomUUID } from 'node:crypto'
import { Refusal } from '../../contract/refusal.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import type { Lease } from '../../store/events/feeds.ts'
import { nextReading } from './next-reading.ts'
import { OutOfBudget, type Pacing } from './pacing.ts'
import type { Order } from './progress.ts'
import { readFeed } from './read-feed.ts'
import { createReader, type EventSource, type FeedReader, LEASE, LeaseLost, SubscriptionGone } from './reader.ts'
import { createSlots } from './slots.ts'
import type { Unread } from './unreadable.ts'

/** Names the subscription whose events are read. */
export interface FeedName {
  environment: string
  subscriptionId: string
}

/** A reading of one subscription's events, in this process. */
export interface Reading {
  /** True when a person waits for this feed: its calls go first. */
  urgent: boolean
  /** True when a person asked for the newest events since they were last read. */
  wanted: boolean
  /** Never rejects. */
  ended: Promise<void>
  /** Resolves when a complete copy has been brought up to date, and when the reading ends. */
  updated: PromiseWithResolvers<void>
  /** Resolves when the time is over for which a person waits. */
  timeout: Promise<void>
}

export interface ReadingsOptions {
  index: EventIndex
  upstreamOf: (environment: string) => EventSource
  /** Milliseconds. */
  now: () => number
  /** Calls to the APIs at once, over all readings. */
  maxCalls: number
  pacing: Pick<Pacing, 'turn' | 'met'>
  /** The time within which something new in an active feed is read in the background, in milliseconds. */
  period: number
  /** The longest that a person waits for a reading, in milliseconds. */
  lookTimeout: number
  /** Aborts all readings. */
  signal: AbortSignal
  /** Called for every reading that ended early, with the error. */
  onError: (error: unknown, feed: FeedName) => void
  /** Called once for every event that cannot be read. */
  onUnread: (unread: Unread, feed: FeedName) => void
}

export interface Readings {
  /** Returns the reading of a feed, undefined when none is under way. */
  of(feed: FeedName): Reading | undefined
  /** Starts to read a feed because somebody wants it, or returns the reading that is under way. */
  start(feed: FeedName, options: { urgent: boolean }): Reading
  /** Starts to read a feed in the background, whose lease was taken. */
  startDue(lease: Lease): Reading
  /** Resolves when every reading has ended. */
  ended(): Promise<unknown>
}

/** Reads feeds, each once at a time. The leases in the store make that true over all processes. */
export function createReadings(options: ReadingsOptions): Readings {
  const { index, upstreamOf, now, maxCalls, pacing, period, lookTimeout, signal, onError, onUnread } = options
  const slots = createSlots(maxCalls)
  const readings = new Map<string, Reading>()
  /** The order of a list is a habit of the API: learned from one subscription, it is a good guess for the next. */
  const orders = new Map<string, Order>()

  const claimAndRead = async (feed: FeedName, reading: Reading) => {
    const wanted = { ...newLease(now()), watched: reading.urgent }
    const lease = await index.feeds.claim(feed.environment, feed.subscriptionId, wanted)
    if (lease) await read(lease, reading, false)
  }

  const read = async (lease: Lease, reading: Reading, background: boolean) => {
    const { feed } = lease
    try {
      const source = upstreamOf(feed.environment)
      const reader = createReader(lease, {
        ...{ index, source, slots, signal, now },
        urgent: () => reading.urgent,
        turn: (firstReading) => pacing.turn(feed.environment, { firstReading, signal }),
        onUnread: (unread) => onUnread(unread, feed),
      })
      const usual = orders.get(feed.environment)
      if (usual) reader.progress.assumeOrder(usual)
      const updated = () => {
        reading.wanted = false
        if (!reader.feed.complete) return
        reading.updated.resolve()
        reading.updated = Promise.withResolvers()
      }
      await readFeed(reader, { background, wanted: () => reading.wanted, updated })
      const { order } = reader.progress.state
      if (order) orders.set(feed.environment, order)
      await release(lease, { sweptAt: reader.progress.state.sweptAt, failing: false }, shortfall(reader))
    } catch (error) {
      await endEarly(lease, error, reading)
    }
  }

  const release = async (lease: Lease, how: { sweptAt: number | null; failing: boolean }, problem: string | null) => {
    const { feed } = lease
    const seen = { asOf: feed.asOf, watchedAt: feed.watchedAt, ...how }
    const next = nextReading(seen, await index.feeds.activity(feed.id), { now: now(), period })
    await index.feeds.release(lease, { triedAt: now(), problem, ...next })
  }

  const endEarly = async (lease: Lease, error: unknown, reading: Reading) => {
    const { environment, subscriptionId } = lease.feed
    if (error instanceof LeaseLost) return
    if (error instanceof SubscriptionGone) return index.removeSubscription(environment, subscriptionId)
    const paused = await pacing.met(environment, error)
    // It stays due, and goes on where it stopped.
    if (signal.aborted || error instanceof OutOfBudget || (paused && !reading.urgent)) {
      await index.feeds.release(lease, {})
      return
    }
    onError(error, { environment, subscriptionId })
    await release(lease, { sweptAt: null, failing: true }, wordsOf(error))
  }

  const begin = (feed: FeedName, urgent: boolean, work: (reading: Reading) => Promise<void>): Reading => {
    const key = keyOf(feed)
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, lookTimeout)
    const reading: Reading = {
      urgent,
      wanted: false,
      updated: Promise.withResolvers(),
      timeout: timer.promise,
      ended: Promise.resolve(),
    }
    readings.set(key, reading)
    reading.ended = work(reading)
      .catch((error: unknown) => onError(error, feed))
      .finally(() => {
        clearTimeout(timeout)
        if (readings.get(key) === reading) readings.delete(key)
        reading.updated.resolve()
      })
    return reading
  }

  return {
    of: (feed) => readings.get(keyOf(feed)),
    start(feed, { urgent }) {
      return readings.get(keyOf(feed)) ?? begin(feed, urgent, (reading) => claimAndRead(feed, reading))
    },
    startDue(lease) {
      return begin(lease.feed, false, (reading) => read(lease, reading, true))
    },
    ended: () => Promise.all([...readings.values()].map(({ ended }) => ended)),
  }
}

const newLease = (now: number) => ({ owner: randomUUID(), until: now + LEASE })

function keyOf({ environment, subscriptionId }: FeedName): string {
  return `${environment} ${subscriptionId}`
}

/** Returns the reason why a feed that was read to its end is not complete, null when it is. */
function shortfall({ feed }: FeedReader): string | null {
  if (feed.complete) return null
  if (feed.total === null) return 'The API does not list its events page by page: older ones may be missing'
  return `The API says it holds ${feed.total.toLocaleString('en')} events, but it does not list all of them`
}

/** Returns why a reading stopped, with the member of the answer that could not be read. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Refusal)) return 'Reading the events stopped unexpectedly'
  const { title, differs } = error.problem
  return differs === undefined ? title : `${title} (${differs})`
}
