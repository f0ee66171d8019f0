import { MINUTE } from '../../../contract/durations.ts'
import { FileRunQuery, FileRunReply, isOldToken } from '../../../contract/file-run.ts'
import { RunOptions } from '../../../contract/run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { NewItem, NewRun } from '../../../store/runs/book.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../words/refusals.ts'
import { journaled } from '../journaled.ts'
import { actorOf, environmentOf } from '../request-values.ts'
import { requireDirectReplay } from '../runs/plan-selection.ts'
import type { RouteServices } from '../services.ts'
import { type ExportFileContents, readExportFile } from './read-file.ts'

/**
 * Makes a direct replay of a downloaded export file: its tokens go to the endpoint that the subscription has now, each
 * token and each event once. Nothing is made of a file with lines that cannot be used, or with tokens older than the API
 * keeps events, unless that is wanted.
 */
export function startRunFromFile(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/runs/from-file',
    needs: 'event.replay',
    query: FileRunQuery,
    limits: { bytes: Number.POSITIVE_INFINITY, total: 5 * MINUTE },
    reply: FileRunReply,
    status: 201,
    async run(request) {
      const context = environmentOf(services.environments, request)
      requireDirectReplay(context)
      const subscription = await subscriptionNow(context, request.query.subscription)
      // Read before the file: without the keys every line would count as unusable.
      await context.upstream.keys()
      const file = await readExportFile(request.chunks, { subscriptionId: subscription.id, verify: context.verify })
      if (file.bad > 0 && !request.query.skip) throw refusals.unusableFile(file)
      const old = file.records.filter(({ issuedAt }) => isOldToken(issuedAt, services.now())).length
      if (old > 0 && !request.query.old) throw refusals.oldTokens(old)
      const run = await startFromFile(services, context, subscription, file, request)
      return { ...run, lines: file.lines, skipped: file.bad }
    },
  })
}

const startFromFile = async (
  services: RouteServices,
  context: EnvironmentContext,
  subscription: Subscription,
  { records, lines, bad }: ExportFileContents,
  request: ApiRequest<FileRunQuery>,
) => {
  const { store, wake } = services
  const { id, name, reason, pace, canary } = request.query
  const known = await store.runs.detail(context.id, id, context)
  if (known) return known
  const options = RunOptions.parse({ way: 'replay', pace, canary })
  const { id: subscriptionId, title, endpoint } = subscription
  const intent = {
    environment: context.id,
    action: 'run.start',
    target: { type: 'run', id, title: name, subscriptionId },
    before: null,
    after: { selection: 'a file', subscription: title, endpoint, options, lines, skipped: bad, total: records.length },
    reason: reason || null,
  } as const
  return journaled(services, request, intent, async () => {
    if (records.length === 0) throw refusals.emptyFile()
    const items = records.map(
      ({ eventId, signedId, tokenId, token, type, user }): NewItem => ({
        subscriptionId,
        eventId,
        signedId: signedId ?? tokenId,
        type,
        user,
        // The token is in the file: what the API forgets does not matter.
        expiresAt: null,
        payload: token,
      }),
    )
    const created = await store.runs.create(newRun(context, subscription, options, request), items)
    if (created.outcome === 'nothing') throw refusals.fileAllQueued()
    wake()
    const run = await store.runs.detail(context.id, id, context)
    if (!run) throw refusals.otherEnvironmentsRun()
    return { reply: run }
  })
}

const newRun = (
  context: EnvironmentContext,
  { id: subscriptionId, title }: Subscription,
  options: RunOptions,
  request: ApiRequest<FileRunQuery>,
): NewRun => ({
  id: request.query.id,
  environment: context.id,
  single: false,
  name: request.query.name,
  reason: request.query.reason || null,
  options,
  startedBy: actorOf(request),
  role: request.session.role,
  requestId: request.requestId,
  leftOut: { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 },
  lanes: [{ subscriptionId, title }],
})
