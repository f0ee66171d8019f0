import { randomUUID } from 'node:crypto'
import { Refusal } from '../../contract/refusal.ts'
import type { EventIndex } from '../../store/events/event-index.ts'
import type { Lease } from '../../store/events/feeds.ts'
import type { Order } from './progress.ts'
import { readFeed } from './read-feed.ts'
import { createReader, type EventSource, type FeedReader, LEASE, LeaseLost, SubscriptionGone } from './reader.ts'
import { createSlots } from './slots.ts'
import type { Unread } from './unreadable.ts'

/** Whose events. */
export interface FeedName {
  environment: string
  subscriptionId: string
}

/** A reading of one subscription's events, in this process. */
export interface Run {
  /** Somebody waits for this feed: its calls go first. */
  urgent: boolean
  /** Somebody came later and asked for the newest since it was last read. */
  wanted: boolean
  /** Never rejects. */
  ended: Promise<void>
  /** Resolves when a complete copy has been brought up to date, and when the run ends. */
  updated: PromiseWithResolvers<void>
  /** Resolves when nobody should wait any longer. */
  patience: Promise<void>
}

export interface RunsOptions {
  index: EventIndex
  upstreamOf: (environment: string) => EventSource
  /** Milliseconds. */
  now: () => number
  /** Calls to the APIs at once, over all runs. */
  maxCalls: number
  /** How long somebody waits for a run, in milliseconds. */
  patience: number
  /** Aborts all runs. */
  signal: AbortSignal
  /** Told of every run that ended early, with the error. */
  report: (error: unknown, feed: FeedName) => void
  /** Told of every event that cannot be read, once. */
  tell: (unread: Unread, feed: FeedName) => void
}

export interface Runs {
  /** The run of a feed, if it is being read. */
  of(feed: FeedName): Run | undefined
  /** Starts to read a feed, or gives the run that does already. */
  start(feed: FeedName, options: { background: boolean }): Run
  /** Resolves when every run has ended. */
  ended(): Promise<unknown>
}

/** Reads feeds, each once at a time; which over all processes, the leases in the store see to. */
export function createRuns({ index, upstreamOf, now, maxCalls, patience, signal, report, tell }: RunsOptions): Runs {
  const slots = createSlots(maxCalls)
  const runs = new Map<string, Run>()
  /** The order of a list is a habit of the API: learned from one subscription, it is a good guess for the next. */
  const orders = new Map<string, Order>()

  const claimAndRead = async (feed: FeedName, run: Run, background: boolean) => {
    const lease = await index.feeds.claim(feed.environment, feed.subscriptionId, randomUUID(), now() + LEASE)
    if (!lease) return
    try {
      const source = upstreamOf(feed.environment)
      const reader = createReader(lease, {
        ...{ index, source, slots, signal, now },
        urgent: () => run.urgent,
        tell: (unread) => tell(unread, feed),
      })
      reader.progress.order ??= orders.get(feed.environment) ?? null
      const updated = () => {
        run.wanted = false
        if (!reader.feed.complete) return
        run.updated.resolve()
        run.updated = Promise.withResolvers()
      }
      await readFeed(reader, { background, wanted: () => run.wanted, updated })
      if (reader.progress.order) orders.set(feed.environment, reader.progress.order)
      await index.feeds.release(lease, { triedAt: now(), problem: shortfall(reader) })
    } catch (error) {
      await endEarly(lease, error)
    }
  }

  const endEarly = async (lease: Lease, error: unknown) => {
    const { environment, subscriptionId } = lease.feed
    if (error instanceof LeaseLost) return
    if (error instanceof SubscriptionGone) return index.removeSubscription(environment, subscriptionId)
    if (signal.aborted) {
      await index.feeds.release(lease, {})
      return
    }
    report(error, { environment, subscriptionId })
    const problem = error instanceof Refusal ? error.problem.title : 'Reading the events stopped unexpectedly'
    await index.feeds.release(lease, { triedAt: now(), problem })
  }

  return {
    of: (feed) => runs.get(keyOf(feed)),
    start(feed, { background }) {
      const key = keyOf(feed)
      const known = runs.get(key)
      if (known) return known
      const timer = Promise.withResolvers<void>()
      const timeout = setTimeout(timer.resolve, patience)
      const run: Run = {
        urgent: !background,
        wanted: false,
        updated: Promise.withResolvers(),
        patience: timer.promise,
        ended: Promise.resolve(),
      }
      runs.set(key, run)
      run.ended = claimAndRead(feed, run, background)
        .catch((error: unknown) => report(error, feed))
        .finally(() => {
          clearTimeout(timeout)
          runs.delete(key)
          run.updated.resolve()
        })
      return run
    },
    ended: () => Promise.all([...runs.values()].map((run) => run.ended)),
  }
}

export const keyOf = ({ environment, subscriptionId }: FeedName): string => `${environment} ${subscriptionId}`

/** Why a feed that was read to its end is not complete, null when it is. */
function shortfall({ feed }: FeedReader): string | null {
  if (feed.complete || feed.total === null) return null
  return `The API says it holds ${feed.total.toLocaleString('en')} events, but it does not list all of them`
}
