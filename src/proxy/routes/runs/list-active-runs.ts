import { ActiveRuns } from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

export function listActiveRuns({ environments, store }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs/active',
    needs: 'run.read',
    reply: ActiveRuns,
    async run(request) {
      const context = environmentOf(environments, request)
      return store.runs.active(context.id, context)
    },
  })
}
