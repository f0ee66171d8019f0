import { z } from 'zod'
import { DeleteRequest } from '../../../contract/draft.ts'
import { Refusal } from '../../../contract/refusal.ts'
import { pickFields, SUBSCRIPTION_FIELDS } from '../../../filter/changed-fields.ts'
import { changing, type EnvironmentContext } from '../../../sync/environments.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { deleted } from '../../words/outcomes.ts'
import { refusals } from '../../words/refusals.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import { environmentOf, idOf, versionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { requireSeen } from './seen-version.ts'

/** Deletes a subscription; changes of one subscription wait for each other. */
export function deleteSubscription(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'DELETE',
    path: '/api/environments/:environment/subscriptions/:id',
    needs: 'subscription.delete',
    body: DeleteRequest,
    reply: z.void(),
    status: 204,
    async run(request) {
      const [context, id] = [environmentOf(services.environments, request), idOf(request, 'id')]
      await services.locks.run(`${context.id} ${id}`, () => remove(services, context, id, request))
    },
  })
}

/**
 * Deletes a subscription with the events that the API stores of it (API 3.5) and the console's copy of them. It must
 * still be what the person saw, and they must have typed its title; the journal keeps the whole of it.
 */
const remove = async (
  services: RouteServices,
  context: EnvironmentContext,
  id: string,
  request: ApiRequest<unknown, DeleteRequest>,
): Promise<void> => {
  const { id: environment, upstream, subscriptions } = context
  const seen = versionOf(request)
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
  const asSeen = current.version === seen
  if (asSeen && request.body.title.trim() !== current.title.trim()) throw refusals.otherTitle()
  const intent = {
    environment,
    action: 'subscription.delete',
    target: { type: 'subscription', id, title: current.title, subscriptionId: id },
    before: pickFields(current, SUBSCRIPTION_FIELDS),
    after: null,
    reason: request.body.reason || null,
  } as const
  const readBack = async (): Promise<ReadBack> => {
    const left = await upstream.getSubscription(id).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
    if (!left) await forget()
    return left ? { ...deleted.stillThere, current: left } : deleted.gone
  }
  await journaled(services, request, intent, async () => {
    if (!asSeen) {
      await requireSeen({ subscriptions }, current, seen, SUBSCRIPTION_FIELDS)
      throw refusals.changedMeanwhile(current)
    }
    const change = () => readBackIfUnsure(() => upstream.deleteSubscription(id), readBack)
    const { status } = await changing(context, id, change).catch(forgetIfGone)
    await forget()
    return { reply: undefined, upstreamStatus: status }
  })
}

const isGone = (error: unknown): boolean => error instanceof Refusal && error.problem.code === 'not_found'
