import type { RequestContext } from './request.ts'

/**
 * A route that works without a session: signing in and out, the provider's word of it, reports of the policy, and metrics by a
 * token. There are no others but the two health checks.
 */
export interface PublicRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/auth/${string}` | '/api/csp-report' | '/metrics'
  answer(c: RequestContext): Promise<Response>
}
