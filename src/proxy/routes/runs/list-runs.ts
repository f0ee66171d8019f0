import { RunPage, RunQuery } from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

export function listRuns({ environments, store }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs',
    needs: 'run.read',
    query: RunQuery,
    reply: RunPage,
    async run(request) {
      const context = environmentOf(environments, request)
      return store.runs.page(context.id, request.query, context)
    },
  })
}
