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
import { environmentOf, idIn } from '../call-parts.ts'
import type { RouteParts } from '../parts.ts'
import { CONTROLS, controlRun, runAt } from './control.ts'
import { runFileRoute } from './file.ts'
import { startRun } from './start.ts'

/** Runs: start, follow, as a file, pause, resume, cancel. */
export const runRoutes = (parts: RouteParts): ApiRoute[] => {
  const { environments, store } = parts
  return [
    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/runs',
      needs: 'event.redeliver',
      more: { needs: 'event.replay', when: ({ options }) => options.way === 'replay' },
      body: RunRequest,
      reply: RunSummary,
      status: 201,
      run: (call) => startRun(parts, environmentOf(environments, call), call),
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs',
      needs: 'run.read',
      query: RunQuery,
      reply: RunPage,
      run: async (call) => {
        const context = environmentOf(environments, call)
        return store.runs.page(context.id, call.query, context)
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/active',
      needs: 'run.read',
      reply: ActiveRuns,
      run: async (call) => {
        const context = environmentOf(environments, call)
        return store.runs.active(context.id, context)
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/:run',
      needs: 'run.read',
      reply: RunDetail,
      run: async (call) => runAt(parts, environmentOf(environments, call), idIn(call, 'run')),
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/runs/:run/items',
      needs: 'run.read',
      query: RunItemQuery,
      reply: RunItemPage,
      async run(call) {
        const context = environmentOf(environments, call)
        const items = await store.runs.items(context.id, idIn(call, 'run'), call.query, context)
        if (!items) throw refusals.notFound('There is no such run')
        return items
      },
    }),

    runFileRoute(parts),

    ...CONTROLS.map((what) =>
      apiRoute({
        method: 'POST',
        path: `/api/environments/:environment/runs/:run/${what}`,
        needs: 'run.control',
        body: RunControl,
        reply: RunDetail,
        run: (call) => controlRun(parts, environmentOf(environments, call), what, call),
      }),
    ),
  ]
}
