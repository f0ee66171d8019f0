import { UpstreamExport } from '../../contract/upstream/event.ts'
import { exportPaths, exportsHref, requireJob, showJob } from './export-jobs.ts'
import { operation } from './operation.ts'

/** Tells how an export job stands (API 10); 404 for unknown ones and after seven days. */
export const getExport = operation({
  method: 'GET',
  path: exportPaths('/:exportId'),
  status: 200,
  reply: UpstreamExport,
  run: (call) => showJob(requireJob(call), exportsHref(call.subscription, call.request)),
})
