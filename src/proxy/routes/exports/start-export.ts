import { ExportJob, ExportStart } from '../../../contract/export.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import type { ExportWritten } from '../../../upstream/operations/exports.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { exportStarted } from '../../words/outcomes.ts'
import { journaled } from '../journaled.ts'
import { notBeforeCertain } from '../not-before-certain.ts'
import { readBackIfUnsure } from '../read-back.ts'
import { subscriptionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { jobOf } from './export-job.ts'

/** Starts an export; two requests for one subscription wait for each other. */
export function startExport(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions/:id/exports',
    needs: 'export.start',
    body: ExportStart,
    reply: ExportJob,
    status: 201,
    async run(request) {
      const { context, subscription } = await subscriptionOf(services.environments, request)
      const once = { action: 'export.start', subscriptionId: subscription.id } as const
      const work = () =>
        notBeforeCertain(services, context, once, () => start(services, context, subscription, request))
      return services.locks.run(`${context.id} exports ${subscription.id}`, work)
    },
  })
}

/**
 * Starts an export of all failed events that were not exported before (API 10), once. When the API's answer does not say
 * which job it is, or does not come, the jobs are read: the one that was not there before is it.
 */
const start = async (
  services: RouteServices,
  context: EnvironmentContext,
  { id, title }: Subscription,
  request: ApiRequest<unknown, ExportStart>,
): Promise<ExportJob> => {
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
  return journaled(services, request, intent, async () => {
    const readBack = async () => ((await newOne()) ? exportStarted.running : exportStarted.notRunning)
    const written = await readBackIfUnsure(() => context.upstream.startExport(id), readBack)
    const job = jobIn(written, services.now()) ?? (await newOne().catch(throwUnnamed(written)))
    if (!job) return throwUnnamed(written)()
    return {
      reply: job,
      after: { state: job.state },
      target: { id: job.id, subscriptionId: id },
      upstreamStatus: written.status,
    }
  })
}

/** Throws the refusal for a job that was started and has no name, with what could not be read. */
const throwUnnamed =
  ({ status }: ExportWritten) =>
  (cause?: unknown): never => {
    const differs = cause instanceof Refusal ? cause.problem.differs : undefined
    const details = { ...exportStarted.unnamed, upstreamStatus: status, ...(differs !== undefined && { differs }) }
    throw refusalOf('outcome_unknown', details, cause)
  }

/** Returns the job of the answer. Of a job with nothing but an id all else is known, for it has just begun. */
const jobIn = ({ job, id }: ExportWritten, now: number): ExportJob | undefined => {
  if (job) return jobOf(job)
  const at = new Date(now).toISOString()
  return id === undefined ? undefined : jobOf({ id, createdAt: at, updatedAt: at, state: 'processing' })
}
