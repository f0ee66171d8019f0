import type { RunControl, RunDetail } from '../../../contract/run.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import { idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

export const CONTROLS = ['pause', 'resume', 'cancel'] as const
export type RunControlling = (typeof CONTROLS)[number]

/** The run a path names, as it is now. */
export async function runAt(
  { store }: Pick<RouteServices, 'store'>,
  context: EnvironmentContext,
  id: string,
): Promise<RunDetail> {
  const run = await store.runs.detail(context.id, id, context)
  if (!run) throw refusals.notFound('There is no such run')
  return run
}

/**
 * Pauses, resumes or cancels a run, or one subscription's lane in it, and gives it as it is then. What stands so already
 * or is over stays as it is. What was called is never called back: it goes on to its end.
 */
export async function controlRun(
  services: RouteServices,
  context: EnvironmentContext,
  what: RunControlling,
  request: ApiRequest<unknown, RunControl>,
): Promise<RunDetail> {
  const { store, log } = services
  const { subscription: subscriptionId, reason } = request.body
  const before = await runAt(services, context, idOf(request, 'run'))
  const lane = before.lanes.find((one) => one.subscriptionId === subscriptionId)
  if (subscriptionId && !lane) throw refusals.notFound('This run has no events of that subscription')
  const intent = {
    environment: context.id,
    action: `run.${what}`,
    target: {
      type: 'run',
      id: before.id,
      title: lane ? `${before.name} · ${lane.title}` : before.name,
      subscriptionId: subscriptionId ?? null,
    },
    before: stateOf(before, subscriptionId),
    after: null,
    reason: reason || null,
  } as const
  return journaled({ journal: store.journal, log }, request, intent, async () => {
    const control = { subscriptionId, by: request.session.user.name, reason: reason || null }
    await store.runs[what](context.id, before.id, control)
    services.wake()
    const run = await runAt(services, context, before.id)
    return { reply: run, after: stateOf(run, subscriptionId) }
  })
}

/** What the journal holds of a run or of one of its lanes. */
const stateOf = (run: RunDetail, subscriptionId: string | undefined) => {
  const lane = run.lanes.find((one) => one.subscriptionId === subscriptionId)
  const counts = Object.fromEntries(Object.entries((lane ?? run).counts).filter(([, count]) => count > 0))
  return lane ? { state: run.state, paused: lane.paused, counts } : { state: run.state, counts }
}
