import type { RunDetail, RunRequest } from '../../../contract/run.ts'
import type { PlannedRun } from '../../../redelivery/planning/plan.ts'
import type { NewItem, NewRun } from '../../../store/runs/book.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import type { RouteServices } from '../services.ts'
import { planSelection, replayUnavailable } from './plan-selection.ts'
import { exceptWords, nothingLeftWords, selectionWords } from './selection-words.ts'

/**
 * Starts a run: the selection is planned once more, as it is now, and what remains of it is written to the ledger in the
 * order of its turns. The same request again finds the run that it made. Refused when nothing remains.
 */
export async function startRun(
  services: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RunRequest>,
): Promise<RunDetail> {
  const { store, log } = services
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
  return journaled({ journal: store.journal, log }, request, intent, async () => {
    const { leftOut, total } = planned.plan
    if (total === 0) throw refusals.nothingToSend(nothingLeftWords(leftOut))
    const created = await store.runs.create(newRun(context, request, planned), planned.turns.map(itemOf))
    if (created.outcome === 'nothing')
      throw refusals.nothingToSend(nothingLeftWords({ ...leftOut, queued: leftOut.queued + created.queued }))
    services.wake()
    const run = await store.runs.detail(context.id, id, context)
    if (!run) throw refusals.invalid([{ name: 'id', reason: 'is that of another environment’s run' }])
    const again = created.outcome === 'known' && { after: 'The same request had made it already' }
    return { reply: run, ...again }
  })
}

/** Refuses what this environment is not set up for. */
export function requireDirectReplay(context: EnvironmentContext): void {
  const why = replayUnavailable(context)
  if (why) throw refusals.unavailable(why, 'An administrator of the console can allow it, with “directReplay”.')
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
  { body, session, requestId }: ApiRequest<unknown, RunRequest>,
  { plan }: PlannedRun,
): NewRun => ({
  id: body.id,
  environment: context.id,
  single: false,
  name: body.name,
  reason: body.reason || null,
  options: body.options,
  startedBy: { id: session.user.id, name: session.user.name },
  role: session.role,
  requestId,
  leftOut: plan.leftOut,
  lanes: plan.lanes.map(({ subscriptionId, title }) => ({ subscriptionId, title })),
})

const itemOf = ({ event }: PlannedRun['turns'][number]): NewItem => ({
  subscriptionId: event.subscriptionId,
  eventId: event.id,
  type: event.type,
  user: event.user,
  expiresAt: event.expiresAt,
})
