import { Gauge, type Registry } from 'prom-client'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { Store } from '../../store/store.ts'
import { singleFlight } from '../../upstream/transport/single-flight.ts'
import { PREFIX } from './names.ts'
import { readStoreFigures, type StoreFigures } from './store-figures.ts'

export interface StoreGaugesOptions {
  registry: Registry
  store: Pick<Store, 'events' | 'runs'>
  environments: readonly string[]
  /** Returns the subscriptions of an environment as last read, without asking for them. */
  subscriptionsOf: (environment: string) => readonly { id: string; title: string; enabled: boolean }[]
  /** Returns false while the store fails. */
  storeWorks: () => boolean
  /** Milliseconds since 1970. */
  now: () => number
  report: (error: unknown) => void
  /** The longest that a scrape waits for figures that are read anew, in ms. */
  patience?: number
}

/** The age at which figures are read again: alerts look at minutes, and counting goes through all events. */
const FRESH = MINUTE
const OF_STORE = '(of the store: the same in all processes)'

/**
 * Adds the figures of the store. They are read when somebody asks and they are older than a minute, once for all who ask; a store
 * that is slow or away leaves the last ones, and their age.
 */
export function addStoreGauges(options: StoreGaugesOptions): { refresh: () => Promise<void> } {
  const { registry, store, environments, subscriptionsOf, storeWorks, now, report, patience = 2 * SECOND } = options
  const gauge = (name: string, help: string, labelNames: string[] = ['environment']) =>
    new Gauge({ name: PREFIX + name, help: `${help} ${OF_STORE}`, labelNames, registers: [registry] })
  const events = gauge('events', 'Stored events by state', ['environment', 'subscription', 'state'])
  const expiry = gauge(
    'soonest_expiry_timestamp_seconds',
    'The time at which the API forgets the first failed event of a subscription',
    ['environment', 'subscription'],
  )
  const subscriptions = gauge('subscription_info', 'A subscription with its title; 1 while it is on, else 0', [
    'environment',
    'subscription',
    'title',
  ])
  const oldest = gauge(
    'oldest_feed_timestamp_seconds',
    'The time up to which the oldest copy of an event store was read',
  )
  const feeds = gauge('feeds', 'Copies of event stores by what was read of them', ['environment', 'state'])
  const runs = gauge('runs', 'Runs that have not ended, by state', ['environment', 'state'])
  const items = gauge('run_items', 'Events of runs that are not over, by state', ['environment', 'state'])
  const lanes = gauge('lanes', 'Lanes in which something is to be done, by state', ['environment', 'state'])
  const readAt = gauge('figures_timestamp_seconds', 'The time at which these figures were read', [])
  const works: Gauge = new Gauge({
    name: `${PREFIX}store_up`,
    help: 'Whether the store works: 1, else 0 (this process)',
    registers: [registry],
    collect: () => works.set(storeWorks() ? 1 : 0),
  })

  const show = ({ environments: read, runs: ofRuns, at }: StoreFigures) => {
    for (const one of [events, expiry, subscriptions, oldest, feeds, runs, items, lanes]) one.reset()
    for (const { environment, events: counted, oldestFeed, feeds: byState } of read) {
      for (const { subscriptionId: subscription, state, count, soonestExpiry } of counted) {
        events.inc({ environment, subscription, state }, count)
        if (state === 'failure') expiry.set({ environment, subscription }, Date.parse(soonestExpiry) / SECOND)
      }
      for (const { id, title, enabled } of subscriptionsOf(environment))
        subscriptions.set({ environment, subscription: id, title }, enabled ? 1 : 0)
      if (oldestFeed !== null) oldest.set({ environment }, oldestFeed / SECOND)
      for (const [state, count] of Object.entries(byState)) feeds.set({ environment, state }, count)
    }
    for (const [of, counts] of [
      [runs, ofRuns.runs],
      [items, ofRuns.items],
      [lanes, ofRuns.lanes],
    ] as const)
      for (const { environment, state, count } of counts) of.inc({ environment, state }, count)
    readAt.set(at / SECOND)
  }

  let lastRead = Number.NEGATIVE_INFINITY
  const read = singleFlight(async () => {
    try {
      show(await readStoreFigures(store, environments, now))
    } catch (error) {
      report(error)
    }
    lastRead = now()
  })
  return {
    async refresh() {
      if (now() - lastRead < FRESH) return
      const timer = Promise.withResolvers<void>()
      const timeout = setTimeout(timer.resolve, patience)
      await Promise.race([read(), timer.promise])
      clearTimeout(timeout)
    },
  }
}
