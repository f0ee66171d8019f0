import { FilterMaterial, FilterMaterialQuery } from '../../../contract/draft.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'
import { filterMaterial } from './read-filter-material.ts'

/** What filters are made from. */
export const filterMaterialRoutes = (parts: RouteParts): ApiRoute[] => [
  apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/filter-material',
    needs: 'filter.read',
    query: FilterMaterialQuery,
    reply: FilterMaterial,
    async run(call) {
      const context = environmentOf(parts.environments, call)
      const { subscription: id } = call.query
      return filterMaterial(parts, context, id === undefined ? undefined : await subscriptionAt(context, id))
    },
  }),
]
