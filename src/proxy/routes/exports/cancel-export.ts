import { ExportCancel, ExportJob } from '../../../contract/export.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { idOf, subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './export-job.ts'

export function cancelExport(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'DELETE',
    path: '/api/environments/:environment/subscriptions/:id/exports/:exportId',
    needs: 'export.cancel',
    body: ExportCancel,
    reply: ExportJob,
    async run(request) {
      const exportId = idOf(request, 'exportId')
      const { context, subscription } = await subscriptionOf(services.environments, request)
      const { id, title } = subscription
      const intent = {
        environment: context.id,
        action: 'export.cancel',
        target: { type: 'export', id: exportId, title, subscriptionId: id },
        before: null,
        after: { state: 'cancelled' },
        reason: request.body.reason || null,
      } as const
      return journaled(services, request, intent, async () => {
        const { status, job } = await context.upstream.cancelExport(id, exportId)
        return { reply: jobOf(job ?? (await context.upstream.getExport(id, exportId))), upstreamStatus: status }
      })
    },
  })
}
