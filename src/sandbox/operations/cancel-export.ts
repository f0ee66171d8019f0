import { UpstreamExport } from '../../contract/upstream/event.ts'
import { refuse } from '../base/refusal.ts'
import { exportPaths, exportsHref, requireJob, showJob } from './export-jobs.ts'
import { operation } from './operation.ts'

/** Cancels an export job: no file, and its events can be exported again; too late once the file is begun (API 10). */
export const cancelExport = operation({
  method: 'DELETE',
  path: exportPaths('/:exportId'),
  status: 200,
  reply: UpstreamExport,
  run(call) {
    const job = requireJob(call)
    if (job.state !== 'processing' || job.writing) refuse(409, 'Export can no longer be canceled')
    Object.assign(job, { state: 'canceled', updatedAt: call.stamp() })
    return showJob(job, exportsHref(call.subscription, call.request))
  },
})
