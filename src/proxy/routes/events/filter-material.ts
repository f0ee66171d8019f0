import { FilterMaterial, FilterMaterialQuery } from '../../../contract/draft.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { filterMaterial } from './read-filter-material.ts'

/** What filters are made from. */
export function filterMaterialRoutes(services: RouteServices): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/filter-material',
      needs: 'filter.read',
      query: FilterMaterialQuery,
      reply: FilterMaterial,
      async run(request) {
        const context = environmentOf(services.environments, request)
        const { subscription: id } = request.query
        return filterMaterial(services, context, id === undefined ? undefined : await subscriptionAt(context, id))
      },
    }),
  ]
}
