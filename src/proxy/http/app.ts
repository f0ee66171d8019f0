import { Hono } from 'hono'
import type { Log } from '../../config/log.ts'
import { VERSION } from '../../config/version.ts'
import { answerError, answerUnmatched, type FindKept } from './fallback.ts'
import { type ApiRoute, createGuard, type GuardOptions } from './guard.ts'
import type { Readiness } from './health.ts'
import type { PublicRoute } from './public-route.ts'
import type { Env } from './request.ts'
import { type RequestFrameOptions, requestChecks, requestFrame } from './request-frame.ts'
import type { StaticFiles } from './static-files.ts'
import type { StoreWatch } from './store-watch.ts'

export interface AppOptions extends GuardOptions {
  log: Log
  /** Reached only by who may. */
  guarded: readonly ApiRoute[]
  /** Reached by anyone. */
  open: readonly PublicRoute[]
  ready: () => Promise<Readiness>
  staticFiles?: StaticFiles | undefined
  /** Finds files of other builds of the interface. */
  keptFiles?: FindKept
  /** Milliseconds since 1970; the machine's own clock when left out. */
  now?: () => number
  storeWatch: Pick<StoreWatch, 'met'>
  /** Takes each request that was answered, for figures. */
  onRequest?: RequestFrameOptions['onRequest']
}

/** Everything that can be asked, mounted once: whatever is not listed here is the page, or does not exist. */
export function createApp({
  log,
  guarded,
  open,
  ready,
  environments,
  staticFiles,
  storeWatch,
  onRequest,
  keptFiles,
  now = Date.now,
  ...guardOptions
}: AppOptions): Hono<Env> {
  const { publicUrl } = guardOptions
  const guard = createGuard({ ...guardOptions, environments })
  const app = new Hono<Env>()
  app.onError(answerError({ log, publicUrl, storeWatch }))
  app.notFound(answerUnmatched({ files: staticFiles, kept: keptFiles, environments }))
  app.use(requestFrame({ publicUrl, log, now, build: staticFiles?.build, onRequest }), requestChecks(publicUrl))
  for (const route of guarded) app.on(route.method, route.path, guard(route))
  for (const route of open) {
    app.on(route.method, route.path, (c) => {
      c.set('route', route.path)
      return route.answer(c)
    })
  }
  app.get('/healthz', (c) => {
    c.set('route', '/healthz')
    return c.json({ alive: true, version: VERSION })
  })
  app.get('/readyz', async (c) => {
    c.set('route', '/readyz')
    const state = await ready()
    return c.json(state, state.ready ? 200 : 503)
  })
  return app
}
