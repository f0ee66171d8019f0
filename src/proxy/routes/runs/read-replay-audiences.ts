import { Refusal } from '../../../contract/refusal.ts'
import { type Audience, AudienceReply, AudienceRequest } from '../../../contract/replay-audience.ts'
import { audienceOf } from '../../../redelivery/planning/replay-warning.ts'
import { tokenOf } from '../../../sync/decode/event.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** The number of calls to the API at once. */
const AT_ONCE = 4

/**
 * Returns the audiences of the tokens of a few events, read live because the index holds no tokens. By POST because of the
 * list; nothing is written. A token that cannot be read is no reason to refuse: a plan is useful without.
 */
export function readReplayAudiences({ environments, sync }: Pick<RouteServices, 'environments' | 'sync'>): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/replay-audiences',
    needs: 'event.replay',
    body: AudienceRequest,
    reply: AudienceReply,
    async run(request) {
      const context = environmentOf(environments, request)
      const { events } = request.body
      const audiences: AudienceReply['audiences'] = []
      for (let start = 0; start < events.length; start += AT_ONCE)
        audiences.push(
          ...(await Promise.all(events.slice(start, start + AT_ONCE).map((event) => sampleOf(sync, context, event)))),
        )
      return { audiences }
    },
  })
}

type Reader = Pick<RouteServices['sync'], 'readEvent'>
type Sample = AudienceRequest['events'][number]

const sampleOf = async (sync: Reader, context: EnvironmentContext, sample: Sample) => ({
  subscriptionId: sample.subscriptionId,
  audience: await audienceAt(sync, context, sample).catch(nullIfRefused),
})

const audienceAt = async (
  sync: Reader,
  context: EnvironmentContext,
  { subscriptionId, eventId }: Sample,
): Promise<Audience> => {
  const { endpoint } = await subscriptionNow(context, subscriptionId)
  const event = await sync.readEvent(context.id, subscriptionId, eventId)
  return audienceOf(tokenOf(event) ?? '', endpoint)
}

const nullIfRefused = (error: unknown): null => {
  if (error instanceof Refusal) return null
  throw error
}
