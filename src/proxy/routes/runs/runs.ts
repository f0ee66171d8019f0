import {
  ActiveRuns,
  RunControl,
  RunDetail,
  RunItemPage,
  RunItemQuery,
  RunPage,
  RunQuery,
  RunRequest,
  RunSummary,
} from '../../../contract/run.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { CONTROLS, controlRun, runAt } from './control.ts'
import { runFileRoute } from './file.ts'
import { startRun } from './start.ts'

/** Runs: start, follow, as a file, pause, resume, cancel. */
export function runRoutes(services: RouteServices): ApiRoute[] {
  const { environments, store } = services
  return [
    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/runs',
      needs: 'event.redeliver',
      more: { needs: 'event.replay', when: ({ options }) => options.way === 'replay' },
      body: RunRequest,
      reply: RunSummary,
      status: 201,
      run: (request) => startRun(services, environmentOf(environments, request), request),
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs',
      needs: 'run.read',
      query: RunQuery,
      reply: RunPage,
      run: async (request) => {
        const context = environmentOf(environments, request)
        return store.runs.page(context.id, request.query, context)
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/active',
      needs: 'run.read',
      reply: ActiveRuns,
      run: async (request) => {
        const context = environmentOf(environments, request)
        return store.runs.active(context.id, context)
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/:run',
      needs: 'run.read',
      reply: RunDetail,
      run: async (request) => runAt(services, environmentOf(environments, request), idOf(request, 'run')),
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/:run/items',
      needs: 'run.read',
      query: RunItemQuery,
      reply: RunItemPage,
      async run(request) {
        const context = environmentOf(environments, request)
        const items = await store.runs.items(context.id, idOf(request, 'run'), request.query, context)
        if (!items) throw refusals.notFound('There is no such run')
        return items
      },
    }),

    runFileRoute(services),

    ...CONTROLS.map((what) =>
      apiRoute({
        method: 'POST',
        path: `/api/environments/:environment/runs/:run/${what}`,
        needs: 'run.control',
        body: RunControl,
        reply: RunDetail,
        run: (request) => controlRun(services, environmentOf(environments, request), what, request),
      }),
    ),
  ]
}
