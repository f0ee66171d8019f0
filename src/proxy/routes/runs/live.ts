import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { LIVE_HEADERS, liveEvents } from '../../live/event-stream.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** After how long a listener has to come anew, in ms: signed in still, in a role that may. */
const LIFETIME = 5 * 60_000

/** What runs in an environment, as server-sent events. */
export function liveRoutes({ environments, live, now, log }: RouteServices): ApiRoute[] {
  return [
    streamRoute({
      method: 'GET',
      path: '/api/environments/:environment/live',
      needs: 'run.read',
      run: async (request) => {
        const lifetime = Math.min(LIFETIME, Date.parse(request.session.expiresAt) - now())
        return {
          headers: LIVE_HEADERS,
          body: liveEvents(live, {
            environment: environmentOf(environments, request).id,
            gone: request.gone,
            lifetime,
          }),
        }
      },
      onBreak: (err, { requestId }) => log.error({ requestId, err }, 'live runs broke off'),
    }),
  ]
}
