import { EndedSessions, EndSessions, OpenSessions } from '../../contract/session.ts'
import type { OpenSession, SessionSelection } from '../../store/sessions/sessions.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../http/guard.ts'
import { endSessions } from '../sign-in/end-sessions.ts'
import { actorOf } from './request-values.ts'
import type { RouteServices } from './services.ts'

type Services = Pick<RouteServices, 'store' | 'liveSessions'>

/** The most sessions that a list shows. */
const MOST = 1000
/** The part of a key that leaves the server: enough to tell sessions apart. */
const ID_LENGTH = 16

/** Shows people their own sessions and administrators everybody's, and ends them. */
export function sessionRoutes(services: Services): ApiRoute[] {
  const own = ({ session }: ApiRequest) => ({ userId: session.user.id })
  return [
    apiRoute({
      method: 'GET',
      path: '/api/sessions/own',
      needs: 'session.read',
      reply: OpenSessions,
      run: (request) => list(services, request, own(request)),
    }),
    apiRoute({
      method: 'POST',
      path: '/api/sessions/own/end',
      needs: 'session.end',
      body: EndSessions,
      reply: EndedSessions,
      run: (request) => end(services, request, own(request)),
    }),
    apiRoute({
      method: 'GET',
      path: '/api/sessions',
      needs: 'session.manage',
      reply: OpenSessions,
      run: (request) => list(services, request, {}),
    }),
    apiRoute({
      method: 'POST',
      path: '/api/sessions/end',
      needs: 'session.manage',
      body: EndSessions,
      reply: EndedSessions,
      run: (request) => end(services, request, {}),
    }),
  ]
}

const list = async ({ store }: Services, { session }: ApiRequest, selection: SessionSelection) => {
  const found = await store.sessions.list(selection, MOST + 1)
  return { items: found.slice(0, MOST).map((one) => shown(one, session.key)), more: found.length > MOST }
}

const shown = ({ key, ...rest }: OpenSession, current: string) => ({
  id: key.slice(0, ID_LENGTH),
  ...rest,
  current: key === current,
})

const end = async (services: Services, request: ApiRequest<unknown, EndSessions>, selection: SessionSelection) => {
  const { session, body, requestId } = request
  const those = 'id' in body ? { id: body.id } : { except: session.key }
  const by = { actor: actorOf(request), role: session.role }
  const ended = await endSessions(services, { ...selection, ...those }, { by, reason: null, requestId })
  return { ended }
}
