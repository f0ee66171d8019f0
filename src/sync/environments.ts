import type { EnvironmentSetting } from '../config/config.ts'
import type { Log } from '../config/log.ts'
import { MINUTE, SECOND } from '../contract/durations.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Subscription } from '../contract/subscription.ts'
import type { Store } from '../store/store.ts'
import type { CallObserver } from '../upstream/credentials/send.ts'
import { createEntitySchemas, type ReadEntitySchemas } from '../upstream/entity-api/schemas.ts'
import type { Fetch } from '../upstream/transport/network-fetch.ts'
import { createUpstream, type Upstream } from '../upstream/upstream.ts'
import { createTokenVerifier, type TokenVerifier } from '../upstream/verify-token.ts'
import { type BackgroundRound, createEventSync, type EventSync } from './events/event-sync.ts'
import { CEILINGS } from './events/pacing.ts'
import {
  createSubscriptionDirectory,
  type OtherProcesses,
  type Snapshot,
  type SubscriptionDirectory,
} from './subscription-directory.ts'

/** Everything that is needed to work in one environment. */
export interface EnvironmentContext {
  id: string
  /** Between two redelivery calls of one subscription (API 7), in ms. */
  interval: number
  /** After a call without an answer, until an unchanged event means that it was not taken, in ms. */
  certainAfter: number
  /** True when the console may post a stored token to its listener itself. */
  directReplay: boolean
  upstream: Upstream
  subscriptions: SubscriptionDirectory
  /** All subscriptions, without waiting when they were read in the last minute. */
  snapshot(): Promise<Snapshot>
  /** Tells the processes that share the store that a subscription was changed, created or deleted. Never throws. */
  noteChange(subscriptionId: string): Promise<void>
  verify: TokenVerifier
  entitySchemas: ReadEntitySchemas
}
/** By environment id, in the order of the configuration. */
export type Environments = ReadonlyMap<string, EnvironmentContext>

export interface EnvironmentsOptions {
  settings: readonly EnvironmentSetting[]
  store: Store
  fetch: Fetch
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
  /** Hears of the calls of an environment's API. */
  observe?: ((environment: string) => CallObserver) | undefined
  /** Seconds within which something new in an active event store is read in the background. */
  backgroundSync?: number
}

/** One context for each environment, and the one reader of event stores for all of them. */
export function createEnvironments({
  settings,
  store,
  fetch,
  now,
  log,
  observe,
  backgroundSync = 600,
}: EnvironmentsOptions): {
  environments: Environments
  sync: EventSync
} {
  const environments: Environments = new Map(
    settings.map((setting) => {
      const reportUnread = (unread: object) =>
        log.warn({ environment: setting.id, ...unread }, 'a subscription could not be read')
      const upstream = createUpstream({
        ...{ environment: setting, fetch, now, reportUnread },
        observe: observe?.(setting.id),
      })
      const others = followerOf({ store, upstream, environment: setting.id, log })
      const subscriptions = createSubscriptionDirectory(() => upstream.listSubscriptions(), now, others)
      const noteChange = (subscriptionId: string) =>
        store.changes
          .note(setting.id, subscriptionId)
          .catch((err: unknown) => log.warn({ environment: setting.id, err }, 'other processes not told of a change'))
      const snapshot = () => snapshotOf(subscriptions, setting.id, now, log)
      const verify = createTokenVerifier({ environment: setting, keys: upstream.keys, now })
      const entitySchemas = createEntitySchemas(setting.entityApi, { fetch, now })
      const { id, directReplay, redeliveryInterval } = setting
      const interval = redeliveryInterval * 1000
      const certainAfter = setting.certainAfter * 1000
      return [
        id,
        {
          id,
          interval,
          certainAfter,
          directReplay,
          upstream,
          subscriptions,
          snapshot,
          noteChange,
          verify,
          entitySchemas,
        },
      ]
    }),
  )
  const upstreamOf = (id: string): Upstream => {
    const context = environments.get(id)
    if (!context) throw new Error(`There is no environment ${id}`)
    return context.upstream
  }
  const onError = (err: unknown, feed: object) => log.warn({ ...feed, err }, 'events not read to the end')
  const onUnread = (unread: object, feed: object) => log.warn({ ...feed, ...unread }, 'an event could not be read')
  const onPause = (environment: string, until: number) =>
    log.warn({ environment, until: new Date(until).toISOString() }, 'background reading pauses: the API asks for it')
  const onRound = (environment: string, { readings, took }: BackgroundRound) =>
    log.info({ environment, readings, ms: took }, 'round of background reading')
  const ceilings = new Map(settings.map(({ id, backgroundCalls }) => [id, backgroundCalls ?? CEILINGS]))
  const sync = createEventSync({
    ...{ store, upstreamOf, now, onError, onUnread, onPause, onRound },
    ceilingsOf: (id) => ceilings.get(id) ?? CEILINGS,
    period: (backgroundSync || 600) * SECOND,
  })
  return { environments, sync }
}

/**
 * Follows what other processes change. A store that does not answer, or a subscription that cannot be read, costs nothing
 * but its age: the list is read again within a minute.
 */
const followerOf = ({
  store,
  upstream,
  environment,
  log,
}: {
  store: Pick<Store, 'changes'>
  upstream: Upstream
  environment: string
  log: Log
}): OtherProcesses => {
  const changed = store.changes.follow(environment)
  const warn = (err: unknown) => log.warn({ environment, err }, 'changes of other processes not read')
  return {
    changed: () =>
      changed().catch((err: unknown) => {
        warn(err)
        return []
      }),
    readOne: (id) =>
      upstream.getSubscription(id).catch((error: unknown) => {
        if (error instanceof Refusal && error.problem.code === 'not_found') return undefined
        throw error
      }),
  }
}

const FRESH = 10 * SECOND
const USABLE = MINUTE

/**
 * The list is shown at once if it was read within a minute, and read again behind that if it is older than 10 s:
 * reading thousands of subscriptions takes seconds. What the console itself changed is in it at once; a switch compares
 * versions. During an outage of the API the last list stays, and says so.
 */
const snapshotOf = async (subscriptions: SubscriptionDirectory, environment: string, now: () => number, log: Log) => {
  const snapshot = await subscriptions.all({ maxAge: USABLE }).catch((error: unknown) => lastOf(subscriptions, error))
  if (snapshot.problem === undefined && now() - snapshot.asOf >= FRESH) {
    subscriptions
      .all({ maxAge: FRESH })
      .catch((err: unknown) => log.warn({ environment, err }, 'subscriptions not read'))
  }
  return snapshot
}

const OUTAGES = new Set([
  'upstream_timeout',
  'upstream_unreachable',
  'upstream_broken',
  'upstream_unavailable',
  'rate_limited',
])

/** Returns the last list with the reason why there is no newer one. Throws the error when it is no outage. */
const lastOf = (subscriptions: SubscriptionDirectory, error: unknown): Snapshot => {
  const last = subscriptions.last()
  if (!last || !(error instanceof Refusal) || !OUTAGES.has(error.problem.code)) throw error
  return { ...last, problem: error.problem.title }
}

/** Carries out a change of a subscription and tells the other processes of it, however it ended. */
export async function changing<T>(context: EnvironmentContext, id: string, change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } finally {
    await context.noteChange(id)
  }
}

/** A subscription as last read; one that is not in the list is asked for by itself (404 if unknown). */
export async function subscriptionAt(context: EnvironmentContext, id: string): Promise<Subscription> {
  const { items } = await context.snapshot()
  return items.find((item) => item.id === id) ?? subscriptionNow(context, id)
}

/** A subscription as the API has it now; the list learns what was found, or that it is gone. */
export async function subscriptionNow(
  { upstream, subscriptions }: EnvironmentContext,
  id: string,
): Promise<Subscription> {
  try {
    const found = await upstream.getSubscription(id)
    subscriptions.replace(found)
    return found
  } catch (refused) {
    if (refused instanceof Refusal && refused.problem.code === 'not_found') subscriptions.remove(id)
    throw refused
  }
}
