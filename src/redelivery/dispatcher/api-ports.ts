import type { Log } from '../../config/log.ts'
import { Refusal } from '../../contract/refusal.ts'
import { decodeEvent } from '../../sync/decode/event.ts'
import { type EnvironmentContext, type Environments, subscriptionNow } from '../../sync/environments.ts'
import type { EventSync } from '../../sync/events/event-sync.ts'
import { refusalNote } from './outcome-notes.ts'
import type { Answer, EventRef, RedeliveryPorts, ReplayAnswer } from './ports.ts'

/** Posts a token to a listener of an environment, once. */
export type ReplayTo = (environment: string, replay: { endpoint: string; token: string }) => Promise<ReplayAnswer>

export interface RedeliveryPortOptions {
  environments: Environments
  sync: Pick<EventSync, 'touch' | 'readEvent'>
  /** Left out where nothing is replayed. */
  replay?: ReplayTo | undefined
  log: Log
}

/** Makes the dispatcher's ports from the environments' upstreams, the event index and the way to listeners. */
export function createRedeliveryPorts({ environments, sync, replay, log }: RedeliveryPortOptions): RedeliveryPorts {
  const environmentOf = ({ environment }: Pick<EventRef, 'environment'>): EnvironmentContext => {
    const context = environments.get(environment)
    if (!context) throw new Error(`There is no environment ${environment}`)
    return context
  }
  return {
    environments: [...environments.values()].map(({ id, interval, certainAfter }) => ({ id, interval, certainAfter })),
    readEvent: (ref) =>
      answerOf(async () => {
        const event = await sync.readEvent(ref.environment, ref.subscriptionId, ref.eventId)
        return { item: decodeEvent(ref.subscriptionId, event), event }
      }),
    readHistory: (ref) => answerOf(() => environmentOf(ref).upstream.getHistory(ref.subscriptionId, ref.eventId)),
    redeliver: (ref) => answerOf(() => environmentOf(ref).upstream.redeliver(ref.subscriptionId, ref.eventId)),
    readSubscription: (ref) => answerOf(() => subscriptionNow(environmentOf(ref), ref.subscriptionId)),
    async replay(ref, token) {
      const context = environmentOf(ref)
      if (!replay || !context.directReplay) return { error: { code: 'replayNotAllowed' }, sent: false }
      const subscription = await answerOf(() => subscriptionNow(context, ref.subscriptionId))
      if ('refusal' in subscription)
        return { error: { ...refusalNote(subscription.refusal), message: null }, sent: false }
      const { endpoint } = subscription.value
      return { ...(await replay(ref.environment, { endpoint, token })), endpoint }
    },
    reportEvent(ref, event) {
      sync
        .touch(ref.environment, ref.subscriptionId, event)
        .catch((err: unknown) => log.warn({ ...ref, err }, 'index not told of a redelivery'))
    },
  }
}

const answerOf = async <T>(work: () => Promise<T>): Promise<Answer<T>> => {
  try {
    return { value: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.problem }
    throw error
  }
}
