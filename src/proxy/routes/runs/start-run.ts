import { type RunDetail, RunRequest, RunSummary } from '../../../contract/run.ts'
import type { PlannedRun } from '../../../redelivery/planning/plan.ts'
import type { NewItem, NewRun } from '../../../store/runs/book.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { BODY_LIMITS } from '../../http/request-body.ts'
import { refusals } from '../../words/refusals.ts'
import { exceptWords, nothingLeftWords, selectionWords } from '../../words/selection.ts'
import { journaled } from '../journaled.ts'
import { actorOf, environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { planSelection, requireDirectReplay } from './plan-selection.ts'

/** Starts a run. */
export function startRun(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/runs',
    needs: 'event.redeliver',
    more: { needs: 'event.replay', when: ({ options }) => options.way === 'replay' },
    body: RunRequest,
    limits: BODY_LIMITS.selection,
    reply: RunSummary,
    status: 201,
    run: (request) => start(services, environmentOf(services.environments, request), request),
  })
}

/**
 * Plans the selection once more, as it is now, and writes what remains of it to the ledger in the order of its turns. The
 * same request again finds the run that it made. Refused when nothing remains.
 */
const start = async (
  services: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RunRequest>,
): Promise<RunDetail> => {
  const { store } = services
  const { id, name, selection, options, reason } = request.body
  if (options.way === 'replay') requireDirectReplay(context)
  const known = await store.runs.detail(context.id, id, context)
  if (known) return known
  const planned = await planSelection(services, context, request.body)
  const intent = {
    environment: context.id,
    action: 'run.start',
    target: { type: 'run', id, title: name, subscriptionId: null },
    before: null,
    after: { selection: selectionWords(selection), except: exceptWords(selection), options, ...figuresOf(planned) },
    reason: reason || null,
  } as const
  return journaled(services, request, intent, async () => {
    const { leftOut, total } = planned.plan
    if (total === 0) throw refusals.nothingToSend(nothingLeftWords(leftOut))
    const created = await store.runs.create(newRun(context, request, planned), planned.turns.map(itemOf))
    if (created.outcome === 'nothing')
      throw refusals.nothingToSend(nothingLeftWords({ ...leftOut, queued: leftOut.queued + created.queued }))
    services.wake()
    const run = await store.runs.detail(context.id, id, context)
    if (!run) throw refusals.otherEnvironmentsRun()
    const again = created.outcome === 'known' && { after: 'The same request had made it already' }
    return { reply: run, ...again }
  })
}

const figuresOf = ({ plan: { selected, total, late, endsAt, lanes, leftOut } }: PlannedRun) => ({
  selected,
  total,
  late,
  endsAt,
  subscriptions: lanes.length,
  leftOut,
})

const newRun = (
  context: EnvironmentContext,
  request: ApiRequest<unknown, RunRequest>,
  { plan }: PlannedRun,
): NewRun => ({
  id: request.body.id,
  environment: context.id,
  single: false,
  name: request.body.name,
  reason: request.body.reason || null,
  options: request.body.options,
  startedBy: actorOf(request),
  role: request.session.role,
  requestId: request.requestId,
  leftOut: plan.leftOut,
  lanes: plan.lanes.map(({ subscriptionId, title }) => ({ subscriptionId, title })),
})

const itemOf = ({ event }: PlannedRun['turns'][number]): NewItem => ({
  subscriptionId: event.subscriptionId,
  eventId: event.id,
  signedId: event.eventId,
  type: event.type,
  user: event.user,
  expiresAt: event.expiresAt,
})
