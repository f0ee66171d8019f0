import { MINUTE } from '../../../contract/durations.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { LIVE_HEADERS, liveEvents } from '../../live/event-stream.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Milliseconds after which a client has to connect anew, and its session and role are checked anew. */
const LIFETIME = 5 * MINUTE

/** Sends the active runs of an environment as server-sent events. */
export function followRuns({ environments, live, now, log }: RouteServices): ApiRoute {
  return streamRoute({
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
  })
}
