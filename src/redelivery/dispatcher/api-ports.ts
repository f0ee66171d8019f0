import type { Log } from '../../config/log.ts'
import { Refusal } from '../../contract/refusal.ts'
import { decodeEvent } from '../../sync/decode/event.ts'
import { type Desk, type Desks, subscriptionNow } from '../../sync/environments.ts'
import type { EventSync } from '../../sync/events/event-sync.ts'
import type { Answer, Place, RedeliveryPorts, ReplayAnswer } from './ports.ts'

/** Posts a token to a listener of an environment, once. */
export type ReplayTo = (environment: string, replay: { endpoint: string; token: string }) => Promise<ReplayAnswer>

export interface RedeliveryPortOptions {
  desks: Desks
  sync: Pick<EventSync, 'touch'>
  /** Left out where nothing is replayed. */
  replay?: ReplayTo | undefined
  log: Log
}

/** What the dispatcher carries runs out with: the desks' upstreams, the event index, the way to listeners. */
export const createRedeliveryPorts = ({ desks, sync, replay, log }: RedeliveryPortOptions): RedeliveryPorts => {
  const deskOf = ({ environment }: Pick<Place, 'environment'>): Desk => {
    const desk = desks.get(environment)
    if (!desk) throw new Error(`There is no environment ${environment}`)
    return desk
  }
  return {
    environments: [...desks.values()].map(({ id, interval }) => ({ id, interval })),
    look: (place) =>
      answerOf(async () => {
        const event = await deskOf(place).upstream.getEvent(place.subscriptionId, place.eventId)
        return { item: decodeEvent(place.subscriptionId, event), event }
      }),
    redeliver: (place) => answerOf(() => deskOf(place).upstream.redeliver(place.subscriptionId, place.eventId)),
    subscription: (place) => answerOf(() => subscriptionNow(deskOf(place), place.subscriptionId)),
    async replay(place, token) {
      const desk = deskOf(place)
      if (!replay || !desk.directReplay)
        return { error: 'Direct replay is not allowed in this environment', sent: false }
      const subscription = await answerOf(() => subscriptionNow(desk, place.subscriptionId))
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
