import { randomUUID } from 'node:crypto'
import { UpstreamExport } from '../../contract/upstream/event.ts'
import { Refused, refuse } from '../base/refusal.ts'
import { DAY, millisOf } from '../base/time.ts'
import type { Core } from '../delivery/core.ts'
import type { ExportRecord } from '../state/state.ts'
import { exportPaths, exportsHref, jobsOf, runJob, showJob } from './export-jobs.ts'
import { operation } from './operation.ts'

/**
 * Starts an export of all failed events that were not exported before (API 10). Status and an empty file when there are
 * none are assumed (18 #27). One active job at a time, and one completed in 24 h unless that is switched off.
 */
export const startExport = operation({
  method: 'POST',
  path: exportPaths(),
  status: 201,
  reply: UpstreamExport,
  run(call) {
    const { subscription, state, options, stamp, request } = call
    const { subscriptionId, customerId } = subscription
    const jobs = jobsOf(call, subscriptionId)
    const rivals = options.activeExports === 'region' ? [...state.exports.values()] : jobs
    // The documented body: without a `type`, unlike the others.
    if (rivals.some((job) => job.state === 'processing'))
      throw new Refused({ status: 409, title: 'Conflict', details: 'Too many active exports' })
    if (options.dailyExport === 'on' && jobs.some((job) => completedToday(call, job)))
      refuse(409, 'Only one export can be completed in 24 hours')

    const at = stamp()
    const failed = state.events.of(subscriptionId).filter((event) => event.state === 'failure' && !event.exportedAt)
    const job: ExportRecord = {
      id: randomUUID(),
      subscriptionId,
      customerId,
      createdAt: at,
      updatedAt: at,
      state: 'processing',
      eventIds: failed.map(({ id }) => id),
    }
    state.exports.set(job.id, job)
    runJob(call, job)
    return showJob(job, exportsHref(subscription, request))
  },
})

const completedToday = ({ options, schedule }: Core, { state, updatedAt }: ExportRecord) =>
  state === 'completed' && millisOf(updatedAt) + schedule.scaled(DAY) > options.clock.now()
