import { FileRunQuery, FileRunReply } from '../../../contract/file-run.ts'
import { Refusal } from '../../../contract/refusal.ts'
import { RunOptions } from '../../../contract/run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { NewItem, NewRun } from '../../../store/runs/book.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import { environmentOf } from '../request-values.ts'
import { requireDirectReplay } from '../runs/start.ts'
import type { RouteServices } from '../services.ts'
import { type ExportFileContents, readExportFile } from './read-file.ts'

/**
 * Makes a direct replay of a downloaded export file: its tokens go to the endpoint that the subscription has now, each
 * event once. Nothing is made of a file with lines that cannot be used, unless they are to be left out.
 */
export function runsFromFileRoute(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/runs/from-file',
    needs: 'event.replay',
    query: FileRunQuery,
    reply: FileRunReply,
    status: 201,
    async run(request) {
      const context = environmentOf(services.environments, request)
      requireDirectReplay(context)
      const subscription = await subscriptionNow(context, request.query.subscription)
      await context.upstream.keys() // Without them every line would be blamed.
      const file = await readExportFile(request.raw.body, { subscriptionId: subscription.id, verify: context.verify })
      if (file.bad > 0 && !request.query.skip) throw unusable(file)
      const run = await startFromFile(services, context, subscription, file, request)
      return { ...run, lines: file.lines, skipped: file.bad }
    },
  })
}

const startFromFile = async (
  { store, log, wake }: RouteServices,
  context: EnvironmentContext,
  subscription: Subscription,
  { records, lines, bad }: ExportFileContents,
  request: ApiRequest<FileRunQuery>,
) => {
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
  return journaled({ journal: store.journal, log }, request, intent, async () => {
    if (records.length === 0) throw refusals.nothingToSend('The file holds no event that can be replayed')
    const items = records.map(
      ({ eventId, token, type, user }): NewItem => ({
        subscriptionId,
        eventId,
        type,
        user,
        // The token is in the file: what the API forgets does not matter.
        expiresAt: null,
        payload: token,
      }),
    )
    const created = await store.runs.create(newRun(context, subscription, options, request), items)
    if (created.outcome === 'nothing') throw refusals.nothingToSend('Every event of the file is in the queue already')
    wake()
    const run = await store.runs.detail(context.id, id, context)
    if (!run) throw refusals.invalid([{ name: 'id', reason: 'is that of another environment’s run' }])
    return { reply: run }
  })
}

const newRun = (
  context: EnvironmentContext,
  { id: subscriptionId, title }: Subscription,
  options: RunOptions,
  { query, session, requestId }: ApiRequest<FileRunQuery>,
): NewRun => ({
  id: query.id,
  environment: context.id,
  single: false,
  name: query.name,
  reason: query.reason || null,
  options,
  startedBy: { id: session.user.id, name: session.user.name },
  role: session.role,
  requestId,
  leftOut: { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 },
  lanes: [{ subscriptionId, title }],
})

const unusable = ({ bad, lines, told }: ExportFileContents): Refusal =>
  new Refusal({
    code: 'invalid_request',
    status: 422,
    title: `${bad} of ${lines} lines cannot be used, so nothing is replayed`,
    remedy: 'Choose the file of an export of this subscription as it was downloaded, or leave those lines out.',
    fields: told,
  })
