import { RunDetail } from '../../../contract/run.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../words/refusals.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

export function getRun(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/runs/:run',
    needs: 'run.read',
    reply: RunDetail,
    async run(request) {
      return readRun(services, environmentOf(services.environments, request), idOf(request, 'run'))
    },
  })
}

/** Returns a run as it is now. Throws a `Refusal` when there is none. */
export async function readRun(
  { store }: Pick<RouteServices, 'store'>,
  context: EnvironmentContext,
  id: string,
): Promise<RunDetail> {
  const run = await store.runs.detail(context.id, id, context)
  if (!run) throw refusals.noRun()
  return run
}
