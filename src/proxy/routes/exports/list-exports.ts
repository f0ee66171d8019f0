import { type ExportJob, ExportList } from '../../../contract/export.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './export-job.ts'
import { exportOutlook } from './outlook.ts'
import { createSummaries } from './summaries.ts'

/** Milliseconds for which the copy of an event store is good enough for somebody who thinks of exporting it. */
const MAX_AGE = 60_000

export function listExports({ environments, sync, now }: RouteServices): ApiRoute {
  const summaries = createSummaries(now)
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/subscriptions/:id/exports',
    needs: 'export.read',
    reply: ExportList,
    async run(request) {
      const { context, subscription } = await subscriptionOf(environments, request)
      const { id } = subscription
      const [listed, finding] = await Promise.all([
        context.upstream.listExports(id, { signal: request.raw.signal }),
        summaries(context, id),
        sync.look(context.id, id, { maxAge: MAX_AGE }),
      ])
      const jobs = listed.map(jobOf).toSorted((one, other) => startOf(other) - startOf(one))
      const stats = (await sync.stats(context.id, [id])).get(id)
      if (!stats) throw new Error('No figures of a subscription that was asked for')
      return { jobs, ...finding, ...exportOutlook({ jobs, summary: finding.summary, stats, now: now() }) }
    },
  })
}

/** The start of a job in milliseconds; 0 when the API does not tell it. */
const startOf = ({ createdAt }: ExportJob): number => (createdAt === null ? 0 : Date.parse(createdAt))
