import type { DeleteRequest } from '../../../contract/draft.ts'
import { Refusal } from '../../../contract/refusal.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import type { RouteServices } from '../services.ts'
import { versionOf } from './edit-version.ts'

/**
 * Deletes a subscription, and with it the events that the API stores of it (API 3.5) and the console's copy of them. It
 * must still be what the person saw, and they must have typed its title. The journal keeps it whole. Call it under the
 * subscription's lock.
 */
export async function deleteSubscription(
  services: Pick<RouteServices, 'store' | 'log'>,
  { id: environment, upstream, subscriptions }: EnvironmentContext,
  id: string,
  request: ApiRequest<unknown, DeleteRequest>,
): Promise<void> {
  const seen = versionOf(request.raw.headers)
  const forget = async () => {
    subscriptions.remove(id)
    await services.store.events.removeSubscription(environment, id).catch((err: unknown) => {
      services.log.warn({ environment, subscriptionId: id, err }, 'events of a deleted subscription not forgotten')
    })
  }
  const forgetIfGone = async (error: unknown): Promise<never> => {
    if (isGone(error)) await forget()
    throw error
  }
  const current = await upstream.getSubscription(id).catch(forgetIfGone)
  const { title, endpoint, events, enabled, filter } = current
  const asSeen = current.updatedAt === seen
  if (asSeen && request.body.title.trim() !== title.trim())
    throw refusals.invalid([{ name: 'title', reason: 'is not the title of this subscription' }], 422)
  const intent = {
    environment,
    action: 'subscription.delete',
    target: { type: 'subscription', id, title, subscriptionId: id },
    before: { title, endpoint, events, enabled, filter },
    after: null,
    reason: request.body.reason || null,
  } as const
  const look = async (): Promise<ReadBack> => {
    const left = await upstream.getSubscription(id).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
    if (!left) await forget()
    return left ? { ...STILL_THERE, current: left } : GONE
  }
  await journaled({ journal: services.store.journal, log: services.log }, request, intent, async () => {
    if (!asSeen) {
      subscriptions.replace(current)
      throw refusals.changedMeanwhile(current)
    }
    const { status } = await readBackIfUnsure(() => upstream.deleteSubscription(id), look).catch(forgetIfGone)
    await forget()
    return { reply: undefined, upstreamStatus: status }
  })
}

const isGone = (error: unknown): boolean => error instanceof Refusal && error.problem.code === 'not_found'

const GONE: ReadBack = {
  title: 'The API did not say whether it deleted this subscription; it is gone now',
  remedy: 'There is nothing more to do.',
}
const STILL_THERE: ReadBack = {
  title: 'The API did not say whether it deleted this subscription; it is still there so far',
  remedy: 'Look again in a moment. If it is still there, delete it again.',
}
