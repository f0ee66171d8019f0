import { randomUUID } from 'node:crypto'
import type { Freshness } from '../contract/freshness.ts'
import type { EventStats } from '../contract/subscription.ts'
import type { UpstreamEvent } from '../contract/upstream/event.ts'
import type { Lease } from '../store/event-feeds.ts'
import { NO_EVENTS } from '../store/event-stats.ts'
import type { Store } from '../store/store.ts'
import { decodeEvent } from './decode-event.ts'
import { readFeed } from './event-sync-feed.ts'
import { freshnessOf } from './event-sync-freshness.ts'
import type { Order } from './event-sync-progress.ts'
import {
  createReader,
  type EventSource,
  type FeedReader,
  LEASE,
  LeaseLost,
  SubscriptionGone,
} from './event-sync-reader.ts'
import { createSlots } from './event-sync-slots.ts'
import { Refusal } from './refusal.ts'

const PATIENCE = 1_500
const TIDY_PERIOD = 60_000

export interface EventSyncOptions {
  store: Pick<Store, 'events'>
  upstreamOf: (environment: string) => EventSource
  /** Milliseconds. */
  now: () => number
  /** Calls to the APIs at once, over all subscriptions and environments. */
  maxCalls?: number
  /** How long `look` waits for a reading, in milliseconds. */
  patience?: number
  /** Told of every reading that ended early, with the error. */
  report?: (error: unknown, feed: { environment: string; subscriptionId: string }) => void
}

/** Fills the event index from the APIs: on demand and in the background, one reading per subscription at a time. */
export interface EventSync {
  /**
   * Reads what is new if the copy is older than `maxAge` (ms), and says how fresh it is then. Waits 1.5 s at most; the
   * reading goes on. A person is looking, so the newest known events are read again too: others may have redelivered.
   */
  look(environment: string, subscriptionId: string, options: { maxAge: number }): Promise<Freshness>
  /** How fresh the copy is; reads nothing. */
  freshness(environment: string, subscriptionId: string): Promise<Freshness>
  /** The figures of each of these subscriptions; zeros for one that was never read. Reads nothing. */
  stats(environment: string, subscriptionIds: string[]): Promise<Map<string, EventStats>>
  /** Reads these subscriptions in the background, and those of the environment that are stored but not named. */
  refresh(environment: string, subscriptionIds: string[]): void
  /** Puts in an event that was just read from the API, e.g. after a redelivery. */
  touch(environment: string, subscriptionId: string, event: UpstreamEvent): Promise<void>
  /** Gives up all reading at once; what was read is kept, and the next start goes on from there. */
  stop(): Promise<void>
}

interface Run {
  /** Somebody waits for this feed: its calls go first. */
  urgent: boolean
  /** Somebody came later and asked for the newest since it was last read. */
  wanted: boolean
  ended: Promise<void>
  /** Resolves when a complete copy has been brought up to date, and when the run ends. */
  updated: PromiseWithResolvers<void>
  /** Resolves when nobody should wait any longer. */
  patience: Promise<void>
}

export function createEventSync(options: EventSyncOptions): EventSync {
  const { store, upstreamOf, now, maxCalls = 4, patience = PATIENCE, report = () => {} } = options
  const index = store.events
  const slots = createSlots(maxCalls)
  const stopping = new AbortController()
  const runs = new Map<string, Run>()
  const queue = new Map<string, { environment: string; subscriptionId: string }>()
  const orders = new Map<string, Order>()
  const keyOf = (environment: string, subscriptionId: string) => `${environment} ${subscriptionId}`
  let workers = 0
  let tidiedAt = Number.NEGATIVE_INFINITY

  const start = (environment: string, subscriptionId: string, background: boolean): Run => {
    const key = keyOf(environment, subscriptionId)
    const known = runs.get(key)
    if (known) return known
    const updated = Promise.withResolvers<void>()
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, patience)
    const run: Run = {
      urgent: !background,
      wanted: false,
      updated,
      patience: timer.promise,
      ended: Promise.resolve(),
    }
    runs.set(key, run)
    run.ended = claimAndRead(environment, subscriptionId, run, background)
      .catch((error: unknown) => report(error, { environment, subscriptionId }))
      .finally(() => {
        clearTimeout(timeout)
        runs.delete(key)
        run.updated.resolve()
      })
    return run
  }

  const claimAndRead = async (environment: string, subscriptionId: string, run: Run, background: boolean) => {
    const lease = await index.feeds.claim(environment, subscriptionId, randomUUID(), now() + LEASE)
    if (!lease) return
    try {
      const source = upstreamOf(environment)
      const reader = createReader(lease, {
        index,
        source,
        slots,
        signal: stopping.signal,
        urgent: () => run.urgent,
        now,
      })
      reader.progress.order ??= orders.get(environment) ?? null
      const updated = () => {
        run.wanted = false
        if (!reader.feed.complete) return
        run.updated.resolve()
        run.updated = Promise.withResolvers()
      }
      await readFeed(reader, { background, wanted: () => run.wanted, updated })
      if (reader.progress.order) orders.set(environment, reader.progress.order)
      await index.feeds.release(lease, { triedAt: now(), problem: shortfall(reader) })
    } catch (error) {
      await endEarly(lease, error)
    }
  }

  const endEarly = async (lease: Lease, error: unknown) => {
    const { environment, subscriptionId } = lease.feed
    if (error instanceof LeaseLost) return
    if (error instanceof SubscriptionGone) return index.removeSubscription(environment, subscriptionId)
    if (stopping.signal.aborted) {
      await index.feeds.release(lease, {})
      return
    }
    report(error, { environment, subscriptionId })
    const problem = error instanceof Refusal ? error.problem.title : 'Reading the events stopped unexpectedly'
    await index.feeds.release(lease, { triedAt: now(), problem })
  }

  const work = async () => {
    for (const [key, { environment, subscriptionId }] of queue) {
      queue.delete(key)
      await start(environment, subscriptionId, true).ended
    }
  }

  const freshness = async (environment: string, subscriptionId: string) => {
    const feed = await index.feeds.get(environment, subscriptionId)
    return freshnessOf(feed, feed ? await index.count(environment, subscriptionId) : 0, now())
  }

  const tidy = async () => {
    if (now() - tidiedAt < TIDY_PERIOD) return
    tidiedAt = now()
    await index.forgetExpired()
  }

  return {
    freshness,
    async look(environment, subscriptionId, { maxAge }) {
      await tidy()
      const feed = await index.feeds.get(environment, subscriptionId)
      const lately = Math.max(feed?.asOf ?? Number.NEGATIVE_INFINITY, feed?.triedAt ?? Number.NEGATIVE_INFINITY)
      if (now() - lately >= maxAge && !stopping.signal.aborted) {
        const known = runs.get(keyOf(environment, subscriptionId))
        const run = known ?? start(environment, subscriptionId, false)
        run.urgent = true
        run.wanted = known !== undefined
        await Promise.race([run.updated.promise, run.patience])
      }
      return freshness(environment, subscriptionId)
    },
    async stats(environment, subscriptionIds) {
      const feeds = await index.feeds.list(environment, subscriptionIds)
      const known = new Map(feeds.map((feed) => [feed.subscriptionId, feed]))
      const stats = await index.stats(environment, subscriptionIds)
      return new Map(
        subscriptionIds.map((id) => {
          const figures = stats.get(id) ?? NO_EVENTS
          return [id, { ...figures, freshness: freshnessOf(known.get(id), figures.total, now()) }]
        }),
      )
    },
    refresh(environment, subscriptionIds) {
      if (stopping.signal.aborted) return
      const add = (subscriptionId: string) =>
        queue.set(keyOf(environment, subscriptionId), { environment, subscriptionId })
      for (const id of subscriptionIds) add(id)
      const begin = () => {
        for (; workers < maxCalls; workers++) void work().finally(() => (workers -= 1))
      }
      begin()
      // A subscription that is not named may have been deleted: reading it finds out.
      index.feeds
        .list(environment)
        .then((feeds) => {
          for (const feed of feeds) add(feed.subscriptionId)
          begin()
        })
        .catch((error: unknown) => report(error, { environment, subscriptionId: '' }))
    },
    touch: (environment, subscriptionId, event) => index.put(environment, [decodeEvent(subscriptionId, event)], now()),
    async stop() {
      queue.clear()
      stopping.abort(new Error('The console is stopping'))
      await Promise.all([...runs.values()].map((run) => run.ended))
    },
  }
}

/** Why a feed that was read to its end is not complete, null when it is. */
function shortfall({ feed }: FeedReader): string | null {
  if (feed.complete || feed.total === null) return null
  return `The API says it holds ${feed.total.toLocaleString('en')} events, but it does not list all of them`
}
