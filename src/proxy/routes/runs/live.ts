import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { LIVE_HEADERS, liveEvents } from '../../live/event-stream.ts'
import { environmentOf } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'

/** After how long a listener has to come anew, in ms: signed in still, in a role that may. */
const LIFETIME = 5 * 60_000

/** What runs in an environment, as server-sent events. */
export const liveRoutes = ({ environments, live, now, log }: RouteParts): ApiRoute[] => [
  streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/live',
    needs: 'run.read',
    run: async (call) => {
      const lifetime = Math.min(LIFETIME, Date.parse(call.session.expiresAt) - now())
      return {
        headers: LIVE_HEADERS,
        body: liveEvents(live, { environment: environmentOf(environments, call).id, gone: call.gone, lifetime }),
      }
    },
    broke: (err, { requestId }) => log.error({ requestId, err }, 'live runs broke off'),
  }),
]
