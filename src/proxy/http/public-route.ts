import type { RequestContext } from './request.ts'

/** A route that works without a session: signing in and out. There are no others but the two health checks. */
export interface PublicRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/auth/${string}`
  answer(c: RequestContext): Promise<Response>
}
