import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Log } from '../../config/log.ts'
import { BUILD_HEADER, TIME_HEADER } from '../../contract/answer-headers.ts'
import { refusals } from '../words/refusals.ts'
import { badTarget, type Env, incomingOf } from './request.ts'
import { protect } from './security.ts'

/** The only routes that answer to any host name: a monitor of the process uses its address. */
const MONITORED = ['/healthz', '/readyz', '/metrics'] as const

export interface RequestFrameOptions {
  publicUrl: string
  log: Log
  /** Returns the console's time, in ms. */
  now: () => number
  /** The build of the interface that this process serves. */
  build: string | undefined
  /** Takes each request that was answered; `took` is in ms. */
  onRequest?: ((request: { method: string; route: string; status: number; took: number }) => void) | undefined
}

/**
 * Gives every request an id of ours, one line in the log (no address, no query, no cookie) and the security headers. Answers
 * of the API tell the console's time and the build of its interface, so that a page notices when its own differ.
 */
export function requestFrame({ publicUrl, log, now, build, onRequest }: RequestFrameOptions): MiddlewareHandler<Env> {
  return async (c, next) => {
    const begun = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set('route', '(none)')
    await next()
    const { status, headers } = protect(c.res, { publicUrl, requestId })
    if (c.req.path.startsWith('/api/')) {
      headers.set(TIME_HEADER, String(Math.round(now())))
      if (build) headers.set(BUILD_HEADER, build)
    }
    const user = c.get('session')?.user.id
    const [method, route, problem] = [c.req.method, c.get('route'), c.get('problem')]
    const took = performance.now() - begun
    log.info({ requestId, user, method, route, status, problem, ms: Math.round(took) }, 'request')
    onRequest?.({ method, route, status, took })
  }
}

/** Refuses requests that are for another host or malformed, before any route sees them; nobody's body is read here. */
export function requestChecks(publicUrl: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const bad = badTarget(c.req.raw, publicUrl, incomingOf(c))
    const anyName = MONITORED.some((route) => route === c.req.path)
    if (bad && !(anyName && bad.status === 421)) throw refusals.badTarget(bad.reason, bad.status)
    return next()
  }
}
