import { RunItemPage, RunItemQuery } from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../words/refusals.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

export function listRunItems({ environments, store }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs/:run/items',
    needs: 'run.read',
    query: RunItemQuery,
    reply: RunItemPage,
    async run(request) {
      const context = environmentOf(environments, request)
      const items = await store.runs.items(context.id, idOf(request, 'run'), request.query, context)
      if (!items) throw refusals.noRun()
      return items
    },
  })
}
