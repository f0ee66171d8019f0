import { Plan, PlanRequest } from '../../../contract/plan.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { BODY_LIMITS } from '../../http/request-body.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { planSelection } from './plan-selection.ts'

/** Shows what would happen to a selection of events. By POST because of its size; nothing is written. */
export function planRunRoute(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/plans',
    needs: 'event.redeliver',
    body: PlanRequest,
    limits: BODY_LIMITS.selection,
    reply: Plan,
    async run(request) {
      return (await planSelection(services, environmentOf(services.environments, request), request.body)).plan
    },
  })
}
