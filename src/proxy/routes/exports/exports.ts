import { ExportCancel, ExportJob, ExportList, ExportStart } from '../../../contract/export.ts'
import { subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute, streamRoute } from '../../http/guard.ts'
import { createLocks } from '../../http/locks.ts'
import { journaled } from '../journaled.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { downloadExport } from './download.ts'
import { jobOf } from './job.ts'
import { exportOutlook } from './outlook.ts'
import { startExport } from './start.ts'
import { createSummaries } from './summaries.ts'

/** How old the copy of an event store may be when somebody thinks of exporting it, in ms. */
const MAX_AGE = 60_000

/** The exports of a subscription (API 10): list, start, one, cancel, file. */
export function exportRoutes(services: RouteServices): ApiRoute[] {
  const { environments, sync, store, now, log } = services
  const locks = createLocks()
  const summaries = createSummaries((id) => {
    const context = environments.get(id)
    if (!context) throw new Error(`There is no environment ${id}`)
    return context.upstream
  }, now)

  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/exports',
      needs: 'export.read',
      reply: ExportList,
      async run(request) {
        const context = environmentOf(environments, request)
        const { id } = await subscriptionAt(context, idOf(request, 'id'))
        const [listed, finding] = await Promise.all([
          context.upstream.listExports(id, { signal: request.raw.signal }),
          summaries(context.id, id),
          sync.look(context.id, id, { maxAge: MAX_AGE }),
        ])
        const jobs = listed.map(jobOf).toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt))
        const stats = (await sync.stats(context.id, [id])).get(id)
        if (!stats) throw new Error('No figures of a subscription that was asked for')
        return { jobs, ...finding, ...exportOutlook({ jobs, summary: finding.summary, stats, now: now() }) }
      },
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions/:id/exports',
      needs: 'export.start',
      body: ExportStart,
      reply: ExportJob,
      status: 201,
      async run(request) {
        const context = environmentOf(environments, request)
        const subscription = await subscriptionAt(context, idOf(request, 'id'))
        return locks.run(`${context.id} ${subscription.id}`, () =>
          startExport(services, context, subscription, request),
        )
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/exports/:exportId',
      needs: 'export.read',
      reply: ExportJob,
      async run(request) {
        const { upstream } = environmentOf(environments, request)
        const { signal } = request.raw
        return jobOf(await upstream.getExport(idOf(request, 'id'), idOf(request, 'exportId'), { signal }))
      },
    }),

    apiRoute({
      method: 'DELETE',
      path: '/api/environments/:environment/subscriptions/:id/exports/:exportId',
      needs: 'export.cancel',
      body: ExportCancel,
      reply: ExportJob,
      async run(request) {
        const [context, exportId] = [environmentOf(environments, request), idOf(request, 'exportId')]
        const { id, title } = await subscriptionAt(context, idOf(request, 'id'))
        const intent = {
          environment: context.id,
          action: 'export.cancel',
          target: { type: 'export', id: exportId, title, subscriptionId: id },
          before: null,
          after: { state: 'cancelled' },
          reason: request.body.reason || null,
        } as const
        return journaled({ journal: store.journal, log }, request, intent, async () => {
          const { status, job } = await context.upstream.cancelExport(id, exportId)
          return { reply: jobOf(job ?? (await context.upstream.getExport(id, exportId))), upstreamStatus: status }
        })
      },
    }),

    streamRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id/exports/:exportId/download',
      needs: 'export.download',
      async run(request) {
        const [context, exportId] = [environmentOf(environments, request), idOf(request, 'exportId')]
        const subscription = await subscriptionAt(context, idOf(request, 'id'))
        return downloadExport(services, context, subscription, exportId, request)
      },
      onBreak: (err, { requestId }) => log.warn({ requestId, err }, 'download of an export broke off'),
    }),
  ]
}
