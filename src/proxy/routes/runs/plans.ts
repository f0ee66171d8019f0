import { Plan, PlanRequest } from '../../../contract/plan.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'
import { planSelection } from './plan-selection.ts'

/** What would happen to a selection of events. By POST because of its size; nothing is written. */
export const planRoutes = (parts: RouteParts): ApiRoute[] => [
  apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/plans',
    needs: 'event.redeliver',
    body: PlanRequest,
    reply: Plan,
    run: async (call) => (await planSelection(parts, environmentOf(parts.environments, call), call.body)).plan,
  }),
]
