import type { RedeliverReply, RedeliverRequest } from '../../contract/event.ts'
import type { UpstreamEvent } from '../../contract/upstream/event.ts'
import { redeliveryBlock } from '../../redelivery/blocked.ts'
import { decodeEvent } from '../decode-event.ts'
import type { Call } from '../guard.ts'
import { refusals } from '../problem.ts'
import { type Desk, subscriptionAt, subscriptionNow } from '../proxy-desks.ts'
import { journaled } from './journaled.ts'
import type { RouteParts } from './parts.ts'

/** Which event of which subscription, both checked to be ids. */
export interface EventPlace {
  id: string
  eventId: string
}

/**
 * Asks the API once to deliver a failed event again (API 7). Looked at first, as it is now: what the API would refuse
 * anyway costs nothing of the ration. Whether the 7 days are over is the API's to say, it has the event or not. Call it
 * under the subscription's lock: the second of two clicks then finds the event scheduled.
 */
export const redeliverEvent = async (
  parts: RouteParts,
  desk: Desk,
  { id, eventId }: EventPlace,
  call: Call<unknown, RedeliverRequest>,
): Promise<RedeliverReply> => {
  const { store, log, now } = parts
  const known = await subscriptionAt(desk, id)
  // It may just have been switched on.
  const subscription = known.enabled ? known : await subscriptionNow(desk, id)
  const event = await desk.upstream.getEvent(id, eventId)
  const item = decodeEvent(id, event)
  const title = [item.type ?? 'event', subscription.title].join(' · ')
  const intent = {
    environment: desk.id,
    action: 'event.redeliver',
    target: { type: 'event', id: eventId, title, subscriptionId: id },
    before: { state: item.state, attempts: item.attempts },
    after: { state: 'awaiting-executing' },
    reason: call.body.reason || null,
  } as const
  return journaled({ journal: store.journal, log }, call, intent, async () => {
    const block = redeliveryBlock(item, subscription, now())
    if (block && block.code !== 'not_found') throw refusals.redeliveryBlocked(block.code, block.words)
    try {
      const { status } = await desk.upstream.redeliver(id, eventId)
      const { response: _, ...scheduled } = event
      tellIndex(parts, desk, id, Promise.resolve({ ...scheduled, state: 'awaiting-executing', attempts: 0 }))
      return { reply: { scheduledAt: new Date(now()).toISOString() }, upstreamStatus: status }
    } catch (refused) {
      // Whatever the reason is, the event may not be what the index holds.
      tellIndex(parts, desk, id, desk.upstream.getEvent(id, eventId))
      throw refused
    }
  })
}

/** Behind the answer: a scheduled event is not final any more, so the index has to look at it again. */
const tellIndex = ({ sync, log }: RouteParts, desk: Desk, id: string, event: Promise<UpstreamEvent>): void => {
  event
    .then((read) => sync.touch(desk.id, id, read))
    .catch((err: unknown) =>
      log.warn({ environment: desk.id, subscriptionId: id, err }, 'index not told of a redelivery'),
    )
}
