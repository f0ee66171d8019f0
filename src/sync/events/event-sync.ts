import { randomUUID } from 'node:crypto'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { Freshness } from '../../contract/freshness.ts'
import type { EventStats } from '../../contract/subscription.ts'
import { NO_EVENTS } from '../../contract/subscription.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import { type Store, whileWritable } from '../../store/store.ts'
import type { ReadOptions } from '../../upstream/credentials/send.ts'
import { decodeEvent, tellsAnswers } from '../decode/event.ts'
import { freshnessOf } from './freshness.ts'
import { CEILINGS, type Ceilings, createPacing, type Pacing, type PacingOptions } from './pacing.ts'
import { readEvent } from './read-event.ts'
import { type EventSource, LEASE } from './reader.ts'
import { createReadings, type FeedName } from './readings.ts'
import type { Unread } from './unreadable.ts'

const LOOK_TIMEOUT = 1_500
const PERIOD = 600 * SECOND
/** One in so many readings is of a quiet feed, though others are due. */
const QUIET_TURN = 8
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
  /** The most calls of the background, by environment. */
  ceilingsOf?: (environment: string) => Ceilings
  /** The time within which something new in an active feed is read in the background, in milliseconds. */
  period?: number
  /** Waits until a time (ms) for a call of the background; on the process's own timers when left out. */
  sleepUntil?: PacingOptions['sleepUntil']
  /** The longest that `look` waits for a reading, in milliseconds. */
  lookTimeout?: number
  /** Called for every reading that ended early, with the error. */
  onError?: (error: unknown, feed: FeedName) => void
  /** Called for every event that cannot be read, when it is met for the first time. */
  onUnread?: (unread: Unread, feed: FeedName) => void
  /** Called when an API asked for a pause, with its end (ms). */
  onPause?: (environment: string, until: number) => void
  /** Called when everything was read that was due in the background of an environment. */
  onRound?: (environment: string, round: BackgroundRound) => void
}

/** The reading in the background from when something was due until nothing is. */
export interface BackgroundRound {
  /** The event stores that were read, or tried. */
  readings: number
  /** The time it took, in ms. */
  took: number
}

/** Fills the event index from the APIs: on demand and in the background, one reading per subscription at a time. */
export interface EventSync {
  /**
   * Reads what is new if the copy is older than `maxAge` (ms), and returns its freshness then. Waits 1.5 s at most; the
   * reading goes on. A person is looking, so the newest known events are read again too: others may have redelivered.
   * A reading `behind` an answer is waited for by nobody, so it keeps within the ceilings of the background.
   */
  look(environment: string, subscriptionId: string, options: { maxAge: number; behind?: boolean }): Promise<Freshness>
  /** Returns the freshness of the copy; reads nothing. */
  freshness(environment: string, subscriptionId: string): Promise<Freshness>
  /** Returns the figures of these subscriptions, zeros for one that was never read; reads nothing. */
  stats(environment: string, subscriptionIds: string[]): Promise<Map<string, EventStats>>
  /**
   * Reads in the background what is due in an environment, as far as its ceilings allow: what another process has read is
   * not due. Of all subscriptions, where they are given, new ones are due and those that are not among them.
   */
  refresh(environment: string, subscriptionIds?: string[]): Promise<void>
  pacing: Pacing
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
    ceilingsOf = () => CEILINGS,
    period = PERIOD,
    sleepUntil,
    lookTimeout = LOOK_TIMEOUT,
    onError = () => {},
    onUnread = () => {},
    onPause = () => {},
    onRound = () => {},
  } = options
  const index = store.events
  const stopping = new AbortController()
  const { signal } = stopping
  const pacing = createPacing({
    ...{ budget: index.budget, ceilingsOf, now, period, onPause },
    ...(sleepUntil && { sleepUntil }),
  })
  const readings = createReadings({
    ...{ index, upstreamOf, now, maxCalls, pacing, period, lookTimeout, signal, onError, onUnread },
  })
  /** The workers of the background, by environment. */
  const workers = new Map<string, Set<Promise<void>>>()
  const rounds = new Map<string, { readings: number; since: number }>()
  let turns = 0
  const naming = new Set<Promise<void>>()
  /** The events that the API told in its list alone: what it leaves out there is not put over what is known. */
  const onlyListed = new Set<string>()
  let tidiedAt = Number.NEGATIVE_INFINITY

  /** Does what nobody waits for: an error is reported. */
  const attempt = async (environment: string, task: () => Promise<void>) => {
    try {
      await task()
    } catch (error) {
      if (!signal.aborted) onError(error, { environment, subscriptionId: '' })
    }
  }

  const readDue = async (environment: string) => {
    for (;;) {
      const { active, quiet } = await pacing.open(environment)
      if (signal.aborted || !active) return
      const quietTurn = ++turns % QUIET_TURN === 0
      const wanted = { owner: randomUUID(), until: now() + LEASE }
      const order = quietTurn
        ? (['quiet', 'active'] as const)
        : quiet
          ? (['active', 'quiet'] as const)
          : (['active'] as const)
      const lease = await index.feeds.claimDue(environment, wanted, order)
      if (!lease) return
      work(environment)
      const round = rounds.get(environment) ?? { readings: 0, since: now() }
      rounds.set(environment, { ...round, readings: round.readings + 1 })
      await readings.startDue(lease).ended
    }
  }

  const endRound = (environment: string) => {
    const round = rounds.get(environment)
    rounds.delete(environment)
    if (round) onRound(environment, { readings: round.readings, took: now() - round.since })
  }

  /** Puts one more worker to the feeds of an environment, unless there are enough. */
  const work = (environment: string) => {
    const busy = workers.get(environment) ?? new Set()
    workers.set(environment, busy)
    if (signal.aborted || busy.size >= maxCalls) return
    const worker = attempt(environment, () => readDue(environment)).finally(() => {
      busy.delete(worker)
      if (busy.size === 0) endRound(environment)
    })
    busy.add(worker)
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
    pacing,
    async look(environment, subscriptionId, { maxAge, behind = false }) {
      await tidy()
      const name = { environment, subscriptionId }
      const feed = await index.feeds.get(environment, subscriptionId)
      const lately = Math.max(feed?.asOf ?? Number.NEGATIVE_INFINITY, feed?.triedAt ?? Number.NEGATIVE_INFINITY)
      if (now() - lately >= maxAge && !signal.aborted && (!behind || (await pacing.open(environment)).behind)) {
        const known = readings.of(name)
        const reading = known ?? readings.start(name, { urgent: !behind })
        reading.urgent ||= !behind
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
    async refresh(environment, subscriptionIds = []) {
      const named = attempt(environment, () => index.feeds.name(environment, subscriptionIds))
      naming.add(named)
      await named.finally(() => naming.delete(named))
      work(environment)
      const busy = workers.get(environment)
      while (busy && busy.size > 0) await Promise.all(busy)
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
      stopping.abort(new Error('The console is stopping'))
      await Promise.all(naming)
      await readings.ended()
      await Promise.all([...workers.values()].flatMap((busy) => [...busy]))
    },
  }
}
