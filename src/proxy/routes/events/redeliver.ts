import { randomUUID } from 'node:crypto'
import type { EventItem, RedeliverRequest } from '../../../contract/event.ts'
import { type QueuedReply, RunOptions } from '../../../contract/run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { type RedeliveryBlock, redeliveryBlock } from '../../../redelivery/planning/blocked.ts'
import type { NewRun } from '../../../store/runs/book.ts'
import { decodeEvent } from '../../../sync/decode/event.ts'
import { type EnvironmentContext, subscriptionAt, subscriptionNow } from '../../../sync/environments.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import type { RouteServices } from '../services.ts'
import { type EventPlace, endedMeanwhile, queuedEvent, soonOut } from './queued.ts'

type Way = RunOptions['way']

/**
 * Puts one event at the front of its subscription's lane, as a run of its own, or has it replayed at once; waits a moment
 * for what becomes of it and else says when its turn is. An event that is in the queue already stays where it is, in its
 * run and its place, and that is said: asking twice sends once. What the API would refuse anyway (API 7, looked at as it
 * is now) is refused and journaled here and costs nothing of the ration; whether the 7 days are over is the API's to say.
 */
export async function redeliverEvent(
  services: RouteServices,
  context: EnvironmentContext,
  place: EventPlace,
  way: Way,
  request: ApiRequest<unknown, RedeliverRequest>,
): Promise<QueuedReply> {
  const before = await queuedEvent(services, context, place)
  if (before && before.reply.state !== 'scheduled') return before.reply
  const known = await subscriptionAt(context, place.id)
  // It may just have been switched on.
  const subscription = known.enabled ? known : await subscriptionNow(context, place.id)
  const item = decodeEvent(place.id, await context.upstream.getEvent(place.id, place.eventId))
  if (before && !(item.state === 'failure' && (await endedMeanwhile(services, context, place)))) return before.reply
  const block = redeliveryBlock(item, way === 'replay' ? { enabled: true } : subscription, services.now())
  if (block && block.code !== 'not_found') return refuse(services, context, request, { item, subscription, way, block })
  return queue(services, context, request, { item, subscription, way })
}

interface Asked {
  item: EventItem
  subscription: Subscription
  way: Way
}

const queue = async (
  services: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RedeliverRequest>,
  asked: Asked,
): Promise<QueuedReply> => {
  const { id: eventId, type, user, expiresAt } = asked.item
  const place = { id: asked.subscription.id, eventId }
  const run = singleRun(context, request, asked)
  const created = await services.store.runs.create(run, [{ subscriptionId: place.id, eventId, type, user, expiresAt }])
  services.wake()
  const reply =
    created.outcome === 'created' ? await soonOut(services, context, { ...place, runId: run.id }) : undefined
  const found = reply ?? (await queuedEvent(services, context, place))?.reply
  if (!found) throw refusals.redeliveryBlocked('not_failed', 'Somebody else has just had this event sent')
  return found
}

/** The row in the journal is the same as of a call that the API refused. */
const refuse = (
  { store, log }: RouteServices,
  context: EnvironmentContext,
  request: ApiRequest<unknown, RedeliverRequest>,
  { item, subscription, way, block }: Asked & { block: RedeliveryBlock },
): Promise<never> => {
  const intent = {
    environment: context.id,
    action: way === 'replay' ? 'event.replay' : 'event.redeliver',
    target: { type: 'event', id: item.id, title: titleOf(item, subscription), subscriptionId: subscription.id },
    before: { state: item.state, attempts: item.attempts },
    after: null,
    reason: request.body.reason || null,
  } as const
  return journaled<never>({ journal: store.journal, log }, request, intent, () => {
    const code = block.code === 'subscription_off' ? block.code : 'not_failed'
    return Promise.reject(refusals.redeliveryBlocked(code, block.words))
  })
}

const singleRun = (
  context: EnvironmentContext,
  { session, body, requestId }: ApiRequest<unknown, RedeliverRequest>,
  { item, subscription, way }: Asked,
): NewRun => ({
  id: randomUUID(),
  environment: context.id,
  single: true,
  name: titleOf(item, subscription),
  reason: body.reason || null,
  options: RunOptions.parse({ way }),
  startedBy: { id: session.user.id, name: session.user.name },
  role: session.role,
  requestId,
  leftOut: { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 },
  lanes: [{ subscriptionId: subscription.id, title: subscription.title }],
})

const titleOf = (item: EventItem, subscription: Subscription): string =>
  [item.type ?? 'event', subscription.title].join(' · ')
