import { ExportJob } from '../../../contract/export.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './export-job.ts'

export function getExport({ environments }: RouteServices): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id/exports/:exportId',
    needs: 'export.read',
    reply: ExportJob,
    async run(request) {
      const { upstream } = environmentOf(environments, request)
      const { signal } = request.raw
      return jobOf(await upstream.getExport(idOf(request, 'id'), idOf(request, 'exportId'), { signal }))
    },
  })
}
