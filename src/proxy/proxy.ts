import type { Hono } from 'hono'
import type { Store } from '../store/store.ts'
import type { Config } from './config.ts'
import type { ApiRoute } from './guard.ts'
import { readiness } from './health.ts'
import { createLiveRuns } from './live-runs.ts'
import type { Log } from './log.ts'
import { createApp } from './proxy-app.ts'
import { createBackground } from './proxy-background.ts'
import { createDesks } from './proxy-desks.ts'
import { createRenewal } from './proxy-renewal.ts'
import { createLimit, RATES } from './rate.ts'
import type { Env } from './request.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { filterMaterialRoutes } from './routes/filter-material.ts'
import { journalRoutes } from './routes/journal.ts'
import { liveRoutes } from './routes/live.ts'
import { planRoutes } from './routes/plans.ts'
import { runRoutes } from './routes/runs.ts'
import { sendTestRoute } from './routes/send-test.ts'
import { sessionRoutes } from './routes/session.ts'
import { STALE } from './routes/subscription-row.ts'
import { subscriptionRoutes } from './routes/subscriptions.ts'
import { sessionCookies } from './session.ts'
import { type PublicRoute, signInRoutes } from './sign-in.ts'
import { createProvider } from './sign-in-provider.ts'
import type { StaticFiles } from './static-files.ts'
import type { Fetch } from './upstream-fetch.ts'

export interface ProxyOptions {
  config: Pick<Config, 'publicUrl' | 'environments' | 'signIn'> & Partial<Pick<Config, 'backgroundSync'>>
  store: Store
  /** The way to the upstream API. */
  fetch: Fetch
  /** The way to the sign-in provider; the runtime's own when left out. */
  signInFetch?: typeof globalThis.fetch
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
  /** How long the sending of a single event is waited for, in ms. */
  patience?: number
  /** The built interface; without it only the API is served. */
  staticFiles?: StaticFiles
}

/** The console's server side, without a port. */
export interface ConsoleProxy {
  /** Answers one request. `env.incoming` is Node's own request, where there is one. */
  fetch(request: Request, env?: { incoming?: unknown }): Promise<Response>
  /** Every route there is: the guarded ones with the action they need, the others under `open`. */
  readonly routes: { readonly guarded: readonly ApiRoute[]; readonly open: readonly PublicRoute[] }
  readonly app: Hono<Env>
  /** Begins to keep the event index fresh. */
  start(): void
  /** Ends that, and says at `/readyz` that no more requests are wanted. */
  stop(): Promise<void>
}

/** Most calls are answered in a moment; nobody waits longer for the words that an event is in its lane. */
const PATIENCE = 2_000

/** Opens no port and reads no environment variable. */
export const createProxy = ({
  config,
  store,
  fetch,
  signInFetch,
  now,
  log,
  patience = PATIENCE,
  staticFiles,
}: ProxyOptions): ConsoleProxy => {
  const { publicUrl, environments, signIn } = config
  const cookies = sessionCookies(publicUrl)
  const provider = createProvider({ publicUrl, signIn, fetch: signInFetch, now })
  const { desks, sync } = createDesks({ environments, store, fetch, now, log })
  const renewal = createRenewal(sync, STALE, log)
  const background = createBackground({ desks, sync, store, log, seconds: config.backgroundSync ?? 600 })
  const signInLimit = createLimit(RATES.signIn)
  const live = createLiveRuns({
    read: (id) => store.runs.active(id, { interval: desks.get(id)?.interval ?? 0 }),
    report: (err, environment) => log.warn({ environment, err }, 'runs not looked at'),
  })
  const wake = () => undefined
  const parts = { desks, sync, renewal, live, store, wake, patience, now, log }

  const open = signInRoutes({ publicUrl, setting: signIn, provider, store, cookies, limit: signInLimit, log })
  const guarded = [
    ...sessionRoutes(environments),
    ...subscriptionRoutes(parts),
    ...eventRoutes(parts),
    ...exportRoutes(parts),
    sendTestRoute(parts),
    ...planRoutes(parts),
    ...runRoutes(parts),
    ...liveRoutes(parts),
    ...filterMaterialRoutes(parts),
    ...journalRoutes(store.journal),
  ]
  let stopping = false
  const app = createApp({
    publicUrl,
    cookies,
    sessions: store.sessions,
    limit: createLimit(RATES.write),
    log,
    guarded,
    open,
    ready: () => readiness(store, config, stopping),
    staticFiles,
  })

  return {
    fetch: async (request, env = {}) => app.fetch(request, env),
    routes: { guarded, open },
    app,
    start: () => background.start(),
    async stop() {
      stopping = true
      live.stop()
      await Promise.all([background.stop(), renewal.stop(), sync.stop()])
    },
  }
}
