import type { ExportJob, ExportStart } from '../../../contract/export.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import type { ExportWritten } from '../../../upstream/operations/exports.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './job.ts'

/**
 * Starts an export of all failed events that were not exported before (API 10), once. When the API's answer does not say
 * which job it is, or does not come, the jobs are looked at: what was not there before is it.
 */
export async function startExport(
  { store, log, now }: Pick<RouteServices, 'store' | 'log' | 'now'>,
  context: EnvironmentContext,
  { id, title }: Subscription,
  request: ApiRequest<unknown, ExportStart>,
): Promise<ExportJob> {
  const before = new Set((await context.upstream.listExports(id)).map((job) => job.id))
  const newOne = async () => (await context.upstream.listExports(id)).map(jobOf).find((job) => !before.has(job.id))
  const intent = {
    environment: context.id,
    action: 'export.start',
    target: { type: 'export', id: 'new', title, subscriptionId: id },
    before: null,
    after: null,
    reason: request.body.reason || null,
  } as const
  return journaled({ journal: store.journal, log }, request, intent, async () => {
    const look = async () => ((await newOne()) ? RUNNING : NOT_RUNNING)
    const written = await readBackIfUnsure(() => context.upstream.startExport(id), look)
    const job = jobIn(written, now()) ?? (await newOne().catch(() => undefined))
    if (!job) throw refusalOf('outcome_unknown', { ...UNNAMED, upstreamStatus: written.status })
    return {
      reply: job,
      after: { state: job.state },
      target: { id: job.id, subscriptionId: id },
      upstreamStatus: written.status,
    }
  })
}

/** The job that was answered; of one that only has an id all else is known, for it has just begun. */
const jobIn = ({ job, id }: ExportWritten, now: number): ExportJob | undefined => {
  if (job) return jobOf(job)
  const at = new Date(now).toISOString()
  return id === undefined ? undefined : jobOf({ id, createdAt: at, updatedAt: at, state: 'processing' })
}

const RUNNING: ReadBack = {
  title: 'The API did not say whether it started this export; one has begun since',
  remedy: 'There is nothing more to do: follow it in the list.',
}
const NOT_RUNNING: ReadBack = {
  title: 'The API did not say whether it started this export; none has begun so far',
  remedy: 'Look again in a moment. If there is none then, start it again.',
}
const UNNAMED: ReadBack = {
  title: 'The API took the export without saying which it is',
  remedy: 'Look for it in the list in a moment.',
}
