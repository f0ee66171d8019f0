import { ConnectionCheck, DifferenceReport } from '../../contract/connection.ts'
import { checkConnection, toApiDifferences } from '../../upstream/connection/check.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'
import { environmentOf } from './request-values.ts'
import type { RouteServices } from './services.ts'

/** Returns the routes about the way to the API of an environment. */
export function connectionRoutes(services: RouteServices): ApiRoute[] {
  return [readDifferences(services), checkNow(services)]
}

/** The differences from the API's documentation that this process met since it was started. */
function readDifferences({ environments, now }: Pick<RouteServices, 'environments' | 'now'>): ApiRoute {
  const since = new Date(now()).toISOString()
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/differences',
    needs: 'connection.check',
    reply: DifferenceReport,
    async run(request) {
      const { upstream } = environmentOf(environments, request)
      return { since, differences: toApiDifferences(upstream.differences()) }
    },
  })
}

/** A round of questions to the API that change nothing there. */
function checkNow({ environments }: Pick<RouteServices, 'environments'>): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/connection-check',
    needs: 'connection.check',
    reply: ConnectionCheck,
    run: (request) => checkConnection(environmentOf(environments, request)),
  })
}
