import type { Log } from '../../config/log.ts'
import { Refusal } from '../../contract/refusal.ts'
import { decodeEvent } from '../../sync/decode/event.ts'
import { type EnvironmentContext, type Environments, subscriptionNow } from '../../sync/environments.ts'
import type { EventSync } from '../../sync/events/event-sync.ts'
import type { Answer, Place, RedeliveryPorts, ReplayAnswer } from './ports.ts'

/** Posts a token to a listener of an environment, once. */
export type ReplayTo = (environment: string, replay: { endpoint: string; token: string }) => Promise<ReplayAnswer>

export interface RedeliveryPortOptions {
  environments: Environments
  sync: Pick<EventSync, 'touch'>
  /** Left out where nothing is replayed. */
  replay?: ReplayTo | undefined
  log: Log
}

/** What the dispatcher carries runs out with: the environments' upstreams, the event index, the way to listeners. */
export const createRedeliveryPorts = ({ environments, sync, replay, log }: RedeliveryPortOptions): RedeliveryPorts => {
  const environmentOf = ({ environment }: Pick<Place, 'environment'>): EnvironmentContext => {
    const context = environments.get(environment)
    if (!context) throw new Error(`There is no environment ${environment}`)
    return context
  }
  return {
    environments: [...environments.values()].map(({ id, interval }) => ({ id, interval })),
    look: (place) =>
      answerOf(async () => {
        const event = await environmentOf(place).upstream.getEvent(place.subscriptionId, place.eventId)
        return { item: decodeEvent(place.subscriptionId, event), event }
      }),
    redeliver: (place) => answerOf(() => environmentOf(place).upstream.redeliver(place.subscriptionId, place.eventId)),
    subscription: (place) => answerOf(() => subscriptionNow(environmentOf(place), place.subscriptionId)),
    async replay(place, token) {
      const context = environmentOf(place)
      if (!replay || !context.directReplay)
        return { error: 'Direct replay is not allowed in this environment', sent: false }
      const subscription = await answerOf(() => subscriptionNow(context, place.subscriptionId))
      if ('no' in subscription) return { error: subscription.no.title, sent: false }
      const { endpoint } = subscription.got
      return { ...(await replay(place.environment, { endpoint, token })), endpoint }
    },
    tell(place, event) {
      sync
        .touch(place.environment, place.subscriptionId, event)
        .catch((err: unknown) => log.warn({ ...place, err }, 'index not told of a redelivery'))
    },
  }
}

const answerOf = async <T>(work: () => Promise<T>): Promise<Answer<T>> => {
  try {
    return { got: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { no: error.problem }
    throw error
  }
}
