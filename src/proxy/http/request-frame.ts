import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Log } from '../../config/log.ts'
import { refusals } from '../words/refusals.ts'
import { badTarget, type Env, incomingOf } from './request.ts'
import { protect } from './security.ts'

/** The only routes that answer to any host name: a monitor of the process uses its address. */
const MONITORED = ['/healthz', '/readyz', '/metrics'] as const

export interface RequestFrameOptions {
  publicUrl: string
  log: Log
  /** Takes each request that was answered; `took` is in ms. */
  onRequest?: ((request: { method: string; route: string; status: number; took: number }) => void) | undefined
}

/**
 * Gives every request an id of ours, one line in the log (no address, no query, no cookie) and the security headers.
 */
export function requestFrame({ publicUrl, log, onRequest }: RequestFrameOptions): MiddlewareHandler<Env> {
  return async (c, next) => {
    const begun = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set('route', '(none)')
    await next()
    const { status } = protect(c.res, { publicUrl, requestId })
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
