import { UserTrail } from '../../../contract/user-trail.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readTrail } from './read-trail.ts'

/** Returns what happened to one user and who was told of it. */
export function getUserTrail(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/users/:user',
    needs: 'event.read',
    reply: UserTrail,
    run: (request) => readTrail(services, environmentOf(services.environments, request), request.param('user').trim()),
  })
}
