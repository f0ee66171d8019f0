import { ExportPlace } from '../../../contract/export.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { idOf, subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readyJob } from './download-export.ts'

/**
 * Finds out where the file of an export is, before the browser is sent for it: a refusal is shown on the page then, and a
 * file that the API keeps elsewhere is fetched by the browser, which has no token to give away. That is journaled here,
 * because the console sees nothing of it later.
 */
export function findExportFile(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/exports/:exportId/file',
    needs: 'export.download',
    reply: ExportPlace,
    async run(request) {
      const exportId = idOf(request, 'exportId')
      const { context, subscription } = await subscriptionOf(services.environments, request)
      const { id, title } = subscription
      const over = new AbortController()
      await readyJob(context.upstream, id, exportId, { signal: request.raw.signal })
      const file = await context.upstream.downloadExport(id, exportId, { signal: over.signal })
      over.abort()
      if (!('elsewhere' in file)) {
        await file.parts.return(undefined)
        return { elsewhere: null }
      }
      const intent = {
        environment: context.id,
        action: 'export.download',
        target: { type: 'export', id: exportId, title, subscriptionId: id },
        before: null,
        after: { elsewhere: new URL(file.elsewhere).host },
        reason: null,
      } as const
      return journaled(services, request, intent, async () => ({ reply: { elsewhere: file.elsewhere } }))
    },
  })
}
