import { RunControl, RunDetail } from '../../../contract/run.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { refusals } from '../../words/refusals.ts'
import { journaled } from '../journaled.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { readRun } from './get-run.ts'

export const CONTROLS = ['pause', 'resume', 'cancel'] as const
type Control = (typeof CONTROLS)[number]

/** Pauses, resumes or cancels a run or one lane of it. */
export function controlRun(services: RouteServices, control: Control): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: `/api/environments/:environment/runs/:run/${control}`,
    needs: 'run.control',
    body: RunControl,
    reply: RunDetail,
    run: (request) => apply(services, environmentOf(services.environments, request), control, request),
  })
}

/**
 * Applies a control and returns the run as it is then. A run that is so already or is over stays as it is. An event that
 * is being sent is not called back: it goes on to its end.
 */
const apply = async (
  services: RouteServices,
  context: EnvironmentContext,
  what: Control,
  request: ApiRequest<unknown, RunControl>,
): Promise<RunDetail> => {
  const { subscription: subscriptionId, reason } = request.body
  const before = await readRun(services, context, idOf(request, 'run'))
  const lane = before.lanes.find((one) => one.subscriptionId === subscriptionId)
  if (subscriptionId && !lane) throw refusals.noLane()
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
  return journaled(services, request, intent, async () => {
    const control = { subscriptionId, by: request.session.user.name, reason: reason || null }
    await services.store.runs[what](context.id, before.id, control)
    services.wake()
    const run = await readRun(services, context, before.id)
    return { reply: run, after: stateOf(run, subscriptionId) }
  })
}

/** Returns what the journal keeps of a run or of one of its lanes. */
const stateOf = (run: RunDetail, subscriptionId: string | undefined) => {
  const lane = run.lanes.find((one) => one.subscriptionId === subscriptionId)
  const counts = Object.fromEntries(Object.entries((lane ?? run).counts).filter(([, count]) => count > 0))
  return lane ? { state: run.state, paused: lane.paused, counts } : { state: run.state, counts }
}
