import type { Hono } from 'hono'
import type { Config } from '../config/config.ts'
import type { Log } from '../config/log.ts'
import { KEPT_DAYS } from '../config/schema.ts'
import { createRedeliveryPorts } from '../redelivery/dispatcher/api-ports.ts'
import { createDispatcher } from '../redelivery/dispatcher/dispatcher.ts'
import type { DispatcherLimits } from '../redelivery/dispatcher/dispatcher-parts.ts'
import type { ReplayPost } from '../redelivery/replay/post.ts'
import { createReplayTo } from '../redelivery/replay/replay.ts'
import type { Store } from '../store/store.ts'
import { createBackground } from '../sync/background.ts'
import { createEnvironments } from '../sync/environments.ts'
import { createRenewal } from '../sync/renewal.ts'
import type { Fetch } from '../upstream/transport/network-fetch.ts'
import { createApp } from './http/app.ts'
import { createClientAddress, createFullAddress } from './http/client-address.ts'
import type { ApiRoute } from './http/guard.ts'
import { readiness } from './http/health.ts'
import { createLocks } from './http/locks.ts'
import { policyReports } from './http/policy-reports.ts'
import type { PublicRoute } from './http/public-route.ts'
import { createLimit, RATES } from './http/rate.ts'
import { createRefusedAttempts } from './http/refused-attempts.ts'
import type { Env } from './http/request.ts'
import { sessionCookies } from './http/session-cookies.ts'
import type { StaticFiles } from './http/static-files.ts'
import { createStoreWatch } from './http/store-watch.ts'
import { troublesOf } from './http/troubles.ts'
import { createLiveSessions } from './live/live-sessions.ts'
import { logRuns } from './live/run-lines.ts'
import { createLiveRuns } from './live/runs.ts'
import { createMetricsAnswer } from './metrics/answer.ts'
import type { Meters } from './metrics/meters.ts'
import { connectionRoutes } from './routes/connection.ts'
import { eventRoutes } from './routes/events/routes.ts'
import { exportRoutes } from './routes/exports/routes.ts'
import { getSession } from './routes/get-session.ts'
import { getStatus } from './routes/get-status.ts'
import { listJournal } from './routes/list-journal.ts'
import { getOverview } from './routes/overview/get-overview.ts'
import { getOverviewHours } from './routes/overview/get-overview-hours.ts'
import { runRoutes } from './routes/runs/routes.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { subscriptionRoutes } from './routes/subscriptions/routes.ts'
import { STALE } from './routes/subscriptions/subscription-row.ts'
import { downloadUserTrail } from './routes/users/download-user-trail.ts'
import { findId } from './routes/users/find-id.ts'
import { getUserTrail } from './routes/users/get-user-trail.ts'
import { createOpenEntries } from './settling/open-entries.ts'
import { createSettling } from './settling/settling.ts'
import { createProvider } from './sign-in/provider.ts'
import { signInRoutes } from './sign-in/routes.ts'

export interface ProxyOptions {
  config: Pick<Config, 'publicUrl' | 'environments' | 'signIn'> &
    Partial<Pick<Config, 'backgroundSync' | 'journalDays' | 'runDays' | 'trustedProxies' | 'metrics'>>
  store: Store
  /** The way to the upstream API. */
  fetch: Fetch
  /** The way to the sign-in provider; the runtime's own when left out. */
  signInFetch?: typeof globalThis.fetch
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that only goes forward; the process's own when left out. */
  elapsed?: () => number
  log: Log
  /** Milliseconds for which the sending of a single event is waited for. */
  patience?: number
  /** The dispatcher's time limits, where they differ. */
  dispatching?: Partial<DispatcherLimits>
  /** Posts stored tokens to listeners; over the network when left out. */
  replayPost?: ReplayPost
  /** The built interface; without it only the API is served. */
  staticFiles?: StaticFiles
  /** Counts what this process does, for figures. */
  meters?: Meters
}

/** The console's server side, without a port. */
export interface ConsoleProxy {
  /** Answers one request. `env.incoming` is Node's own request, where there is one. */
  fetch(request: Request, env?: { incoming?: unknown }): Promise<Response>
  /** All routes: the guarded ones with the action they need, the others under `open`. */
  readonly routes: { readonly guarded: readonly ApiRoute[]; readonly open: readonly PublicRoute[] }
  readonly app: Hono<Env>
  /** Answers a scrape; undefined without meters. */
  readonly metrics: ((request: Request) => Promise<Response>) | undefined
  /** Starts to keep the event index fresh and to send the events of runs. */
  start(): void
  /** Says at `/readyz` that no more requests are wanted; they are answered all the same. */
  leave(): void
  /** Stops after the calls under way. */
  stop(): Promise<void>
}

/** Milliseconds; most calls are answered sooner, and otherwise the answer is that the event is in its lane. */
const PATIENCE = 2_000

/** Opens no port and reads no environment variable. */
export function createProxy({
  config,
  store,
  fetch,
  signInFetch,
  now,
  elapsed = () => performance.now(),
  log,
  patience = PATIENCE,
  dispatching,
  replayPost,
  staticFiles,
  meters,
}: ProxyOptions): ConsoleProxy {
  const { publicUrl, signIn } = config
  const cookies = sessionCookies(publicUrl)
  const provider = createProvider({ publicUrl, signIn, fetch: signInFetch, now })
  const { environments, sync } = createEnvironments({
    ...{ settings: config.environments, store, fetch, now, log, observe: meters?.upstream },
    ...(config.backgroundSync && { backgroundSync: config.backgroundSync }),
  })
  const renewal = createRenewal(sync, STALE, log)
  const background = createBackground({
    ...{ environments, sync, store, log, now },
    reads: config.backgroundSync !== 0,
    keep: { journal: config.journalDays ?? KEPT_DAYS, runs: config.runDays ?? KEPT_DAYS },
  })
  const signInLimit = createLimit(RATES.signIn, store.counts)
  const clientOf = createClientAddress(config.trustedProxies)
  const addressOf = createFullAddress(config.trustedProxies)
  const storeWatch = createStoreWatch(store, log)
  const refused = createRefusedAttempts({
    journal: store.journal,
    now,
    report: (err) => storeWatch.met(err) || log.error({ err }, 'refused attempts not journaled'),
  })
  const troubles = () => troublesOf({ storeWatch, environments, named: config.environments })
  const live = createLiveRuns({
    read: (id) => store.runs.active(id, { interval: environments.get(id)?.interval ?? 0 }),
    report: (err, environment) => storeWatch.met(err) || log.warn({ environment, err }, 'runs not looked at'),
  })
  const liveSessions = createLiveSessions(store.sessions)
  const replay = createReplayTo(config.environments, { fetch, ...(replayPost && { post: replayPost }) })
  const dispatcher = createDispatcher({
    ledger: store.runs,
    ports: createRedeliveryPorts({ environments, sync, replay, log }),
    now,
    elapsed,
    ...(dispatching && { limits: dispatching }),
    report: (err) => storeWatch.met(err) || log.error({ err }, 'a step of a run went wrong'),
  })
  logRuns(store.runs, log)
  const entries = createOpenEntries(store.journal, log)
  const settling = createSettling({ environments, store, entries, now, log })
  const services = {
    environments,
    sync,
    renewal,
    live,
    liveSessions,
    store,
    locks: createLocks(store.locks),
    entries,
    wake: dispatcher.wake,
    patience,
    now,
    elapsed,
    log,
  }

  const signIns = signInRoutes({
    publicUrl,
    setting: signIn,
    provider,
    store,
    cookies,
    liveSessions,
    limit: signInLimit,
    clientOf,
    addressOf,
    refused,
    counted: meters?.signIn,
    log,
  })
  const metrics = meters && {
    answer: createMetricsAnswer({
      registry: meters.registry,
      ...(config.metrics?.token && { token: config.metrics.token }),
      ...meters.addStore({
        ...{ store, now, environments: [...environments.keys()] },
        subscriptionsOf: (id) => environments.get(id)?.subscriptions.last()?.items ?? [],
        storeWorks: () => storeWatch.fault() === undefined,
        report: (err) => storeWatch.met(err) || log.error({ err }, 'figures not read'),
      }),
    }),
  }
  const open: PublicRoute[] = [...signIns, policyReports({ publicUrl, clientOf, log })]
  // On a port of their own they are nowhere else.
  if (metrics && config.metrics?.port === undefined)
    open.push({ method: 'GET', path: '/metrics', answer: ({ req }) => metrics.answer(req.raw) })
  const guarded = [
    getSession(config.environments),
    getStatus(troubles),
    getOverview(services, config.environments),
    getOverviewHours(services),
    getUserTrail(services),
    findId(services),
    downloadUserTrail(services),
    ...subscriptionRoutes(services),
    ...eventRoutes(services),
    ...exportRoutes(services),
    ...runRoutes(services),
    ...connectionRoutes(services),
    ...sessionRoutes(services),
    listJournal(store.journal),
  ]
  let stopping = false
  const app = createApp({
    publicUrl,
    cookies,
    sessions: store.sessions,
    limit: createLimit(RATES.write, store.counts),
    refused,
    addressOf,
    onRequest: meters?.request,
    log,
    guarded,
    open,
    ready: () => readiness({ storeWatch, config, stopping, troubles }),
    environments: config.environments,
    staticFiles,
    storeWatch,
    keptFiles: store.interfaceFiles.find,
    now,
  })

  return {
    fetch: async (request, env = {}) => app.fetch(request, env),
    metrics: metrics?.answer,
    routes: { guarded, open },
    app,
    start() {
      storeWatch.start()
      settling.start()
      refused.start()
      background.start()
      dispatcher.start()
    },
    leave() {
      stopping = true
    },
    async stop() {
      stopping = true
      live.stop()
      await dispatcher.stop()
      await Promise.all([
        refused.stop(),
        background.stop(),
        renewal.stop(),
        sync.stop(),
        storeWatch.stop(),
        settling.stop(),
      ])
    },
  }
}
