import { randomUUID } from 'node:crypto'
import type { EventItem, RedeliverRequest } from '../../../contract/event.ts'
import { type QueuedReply, RunOptions } from '../../../contract/run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { type RedeliveryBlock, redeliveryBlock } from '../../../redelivery/planning/blocked.ts'
import type { NewRun } from '../../../store/runs/book.ts'
import { decodeEvent } from '../../../sync/decode/event.ts'
import { type EnvironmentContext, subscriptionAt, subscriptionNow } from '../../../sync/environments.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../words/refusals.ts'
import { journaled } from '../journaled.ts'
import { actorOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { hasLeftQueue, queuedEvent, waitForSending } from './queued-event.ts'

type Way = RunOptions['way']

/**
 * Puts one event at the front of its subscription's lane, as a run of its own; waits a moment for its sending and else
 * says when its turn is. An event that is in the queue already stays where it is, so asking twice sends once. What the
 * API would refuse (API 7) is refused and journaled here and costs nothing of the ration; the 7 days are the API's to judge.
 */
export async function queueEvent(
  services: RouteServices,
  context: EnvironmentContext,
  way: Way,
  request: ApiRequest<unknown, RedeliverRequest>,
): Promise<QueuedReply> {
  const ids = { id: idOf(request, 'id'), eventId: idOf(request, 'eventId') }
  const before = await queuedEvent(services, context, ids)
  if (before && before.reply.state !== 'scheduled') return before.reply
  const known = await subscriptionAt(context, ids.id)
  // It may just have been switched on.
  const subscription = known.enabled ? known : await subscriptionNow(context, ids.id)
  const item = decodeEvent(ids.id, await services.sync.readEvent(context.id, ids.id, ids.eventId))
  if (before && !(item.state === 'failure' && (await hasLeftQueue(services, context, ids)))) return before.reply
  const block = redeliveryBlock(item, way === 'replay' ? { enabled: true } : subscription, services.now())
  if (block && block.code !== 'not_found') return refuse(services, context, request, { item, subscription, way, block })
  return queue(services, context, request, { item, subscription, way })
}

interface RequestedEvent {
  item: EventItem
  subscription: Subscription
  way: Way
}

const queue = async (
  services: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RedeliverRequest>,
  requested: RequestedEvent,
): Promise<QueuedReply> => {
  const { id: eventId, eventId: signedId, type, user, expiresAt } = requested.item
  const ids = { id: requested.subscription.id, eventId }
  const wanted = { subscriptionId: ids.id, eventId, signedId, type, user, expiresAt }
  const run = singleRun(context, request, requested)
  const created = await services.store.runs.create(run, [wanted])
  services.wake()
  const reply =
    created.outcome === 'created' ? await waitForSending(services, context, { ...ids, runId: run.id }) : undefined
  const found = reply ?? (await queuedEvent(services, context, ids))?.reply
  if (!found) throw refusals.sentMeanwhile()
  return found
}

/** Refuses with the row in the journal that a refusal of the API has. */
const refuse = (
  services: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RedeliverRequest>,
  { item, subscription, way, block }: RequestedEvent & { block: RedeliveryBlock },
): Promise<never> => {
  const intent = {
    environment: context.id,
    action: way === 'replay' ? 'event.replay' : 'event.redeliver',
    target: { type: 'event', id: item.id, title: titleOf(item, subscription), subscriptionId: subscription.id },
    before: { state: item.state, attempts: item.attempts },
    after: null,
    reason: request.body.reason || null,
  } as const
  return journaled<never>(services, request, intent, () => {
    const code = block.code === 'subscription_off' ? block.code : 'not_failed'
    return Promise.reject(refusals.redeliveryBlocked(code, block.words))
  })
}

const singleRun = (
  context: EnvironmentContext,
  request: ApiRequest<unknown, RedeliverRequest>,
  { item, subscription, way }: RequestedEvent,
): NewRun => ({
  id: randomUUID(),
  environment: context.id,
  single: true,
  name: titleOf(item, subscription),
  reason: request.body.reason || null,
  options: RunOptions.parse({ way }),
  startedBy: actorOf(request),
  role: request.session.role,
  requestId: request.requestId,
  leftOut: { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 },
  lanes: [{ subscriptionId: subscription.id, title: subscription.title }],
})

const titleOf = (item: EventItem, subscription: Subscription): string =>
  [item.type ?? 'event', subscription.title].join(' · ')
