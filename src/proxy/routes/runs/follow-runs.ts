import { MINUTE } from '../../../contract/durations.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { LIVE_HEADERS, liveEvents } from '../../live/event-stream.ts'
import { refusals } from '../../words/refusals.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Milliseconds after which a client has to connect anew, and its session and role are checked anew. */
const LIFETIME = 5 * MINUTE

/** Sends the active runs of an environment as server-sent events, as long as the session lasts. */
export function followRuns({ environments, live, liveSessions, now, log }: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/live',
    needs: 'run.read',
    async run(request) {
      const { id: environment } = environmentOf(environments, request)
      const { key, expiresAt } = request.session
      const over = new AbortController()
      const closed = liveSessions.open(key, () => over.abort())
      if (!closed) throw refusals.tooManyStreams()
      const gone = AbortSignal.any([request.gone, over.signal])
      const lifetime = Math.min(LIFETIME, Date.parse(expiresAt) - now())
      request.gone.addEventListener('abort', closed)
      return {
        headers: LIVE_HEADERS,
        body: endingWith(liveEvents(live, { environment, gone, lifetime }), closed),
      }
    },
    onBreak: (err, { requestId }) => log.error({ requestId, err }, 'live runs broke off'),
  })
}

async function* endingWith<Value>(values: AsyncIterable<Value>, end: () => void): AsyncGenerator<Value> {
  try {
    yield* values
  } finally {
    end()
  }
}
