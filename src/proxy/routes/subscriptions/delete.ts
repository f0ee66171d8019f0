import type { DeleteRequest } from '../../../contract/draft.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { Call } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import type { RouteParts } from '../parts.ts'
import { versionIn } from './edit-version.ts'
import { type Finding, lookWhenUnsure } from './look-when-unsure.ts'

/**
 * Deletes a subscription, and with it the events that the API stores of it (API 3.5) and the console's copy of them. It
 * must still be what the person saw, and they must have typed its title. The journal keeps it whole. Call it under the
 * subscription's lock.
 */
export const deleteSubscription = async (
  parts: Pick<RouteParts, 'store' | 'log'>,
  { id: environment, upstream, subscriptions }: EnvironmentContext,
  id: string,
  call: Call<unknown, DeleteRequest>,
): Promise<void> => {
  const seen = versionIn(call.request.headers)
  const forget = async () => {
    subscriptions.remove(id)
    await parts.store.events.removeSubscription(environment, id).catch((err: unknown) => {
      parts.log.warn({ environment, subscriptionId: id, err }, 'events of a deleted subscription not forgotten')
    })
  }
  const forgetIfGone = async (error: unknown): Promise<never> => {
    if (isGone(error)) await forget()
    throw error
  }
  const current = await upstream.getSubscription(id).catch(forgetIfGone)
  const { title, endpoint, events, enabled, filter } = current
  const asSeen = current.updatedAt === seen
  if (asSeen && call.body.title.trim() !== title.trim())
    throw refusals.invalid([{ name: 'title', reason: 'is not the title of this subscription' }], 422)
  const intent = {
    environment,
    action: 'subscription.delete',
    target: { type: 'subscription', id, title, subscriptionId: id },
    before: { title, endpoint, events, enabled, filter },
    after: null,
    reason: call.body.reason || null,
  } as const
  const look = async (): Promise<Finding> => {
    const left = await upstream.getSubscription(id).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
    if (!left) await forget()
    return left ? { ...STILL_THERE, current: left } : GONE
  }
  await journaled({ journal: parts.store.journal, log: parts.log }, call, intent, async () => {
    if (!asSeen) {
      subscriptions.replace(current)
      throw refusals.changedMeanwhile(current)
    }
    const { status } = await lookWhenUnsure(() => upstream.deleteSubscription(id), look).catch(forgetIfGone)
    await forget()
    return { reply: undefined, upstreamStatus: status }
  })
}

const isGone = (error: unknown): boolean => error instanceof Refusal && error.problem.code === 'not_found'

const GONE: Finding = {
  title: 'The API did not say whether it deleted this subscription; it is gone now',
  remedy: 'There is nothing more to do.',
}
const STILL_THERE: Finding = {
  title: 'The API did not say whether it deleted this subscription; it is still there so far',
  remedy: 'Look again in a moment. If it is still there, delete it again.',
}
