import type { RequestContext } from './request.ts'

/** A route that works without a session: signing in and out, and reports of the policy. There are no others but the two health checks. */
export interface PublicRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/auth/${string}` | '/api/csp-report'
  answer(c: RequestContext): Promise<Response>
}
