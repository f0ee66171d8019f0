import type { RunControl, RunDetail } from '../../../contract/run.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { Call } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { idIn } from '../call-parts.ts'
import { journaled } from '../journaled.ts'
import type { RouteParts } from '../parts.ts'

export const CONTROLS = ['pause', 'resume', 'cancel'] as const
export type RunControlling = (typeof CONTROLS)[number]

/** The run a path names, as it is now. */
export const runAt = async (
  { store }: Pick<RouteParts, 'store'>,
  context: EnvironmentContext,
  id: string,
): Promise<RunDetail> => {
  const run = await store.runs.detail(context.id, id, context)
  if (!run) throw refusals.notFound('There is no such run')
  return run
}

/**
 * Pauses, resumes or cancels a run, or one subscription's lane in it, and gives it as it is then. What stands so already
 * or is over stays as it is. What was called is never called back: it goes on to its end.
 */
export const controlRun = async (
  parts: RouteParts,
  context: EnvironmentContext,
  what: RunControlling,
  call: Call<unknown, RunControl>,
): Promise<RunDetail> => {
  const { store, log } = parts
  const { subscription: subscriptionId, reason } = call.body
  const before = await runAt(parts, context, idIn(call, 'run'))
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
  return journaled({ journal: store.journal, log }, call, intent, async () => {
    const control = { subscriptionId, by: call.session.user.name, reason: reason || null }
    await store.runs[what](context.id, before.id, control)
    parts.wake()
    const run = await runAt(parts, context, before.id)
    return { reply: run, after: stateOf(run, subscriptionId) }
  })
}

/** What the journal holds of a run or of one of its lanes. */
const stateOf = (run: RunDetail, subscriptionId: string | undefined) => {
  const lane = run.lanes.find((one) => one.subscriptionId === subscriptionId)
  const counts = Object.fromEntries(Object.entries((lane ?? run).counts).filter(([, count]) => count > 0))
  return lane ? { state: run.state, paused: lane.paused, counts } : { state: run.state, counts }
}
