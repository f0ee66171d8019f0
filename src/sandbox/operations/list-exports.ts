import { UpstreamExport } from '../../contract/upstream/event.ts'
import { upstreamList } from '../../contract/upstream/list.ts'
import { exportPaths, exportsHref, jobsOf, showJob } from './export-jobs.ts'
import { operation } from './operation.ts'

/** Lists the export jobs of the last seven days: active, completed, cancelled (API 10). */
export const listExports = operation({
  method: 'GET',
  path: exportPaths(),
  status: 200,
  reply: upstreamList(UpstreamExport),
  run(call) {
    const collection = exportsHref(call.subscription, call.request)
    const jobs = jobsOf(call, call.subscription.subscriptionId)
    return {
      total: jobs.length,
      _links: { self: { href: collection } },
      _embedded: { exports: jobs.map((job) => showJob(job, collection)) },
    }
  },
})
