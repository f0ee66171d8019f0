import type { EventItem } from '../../contract/event.ts'
import type { ProblemCode } from '../../contract/problem.ts'

/**
 * The reason an event cannot be redelivered: the code that the console's API answers with, and words for the person.
 */
export interface RedeliveryBlock {
  code: Extract<ProblemCode, 'not_failed' | 'not_found' | 'subscription_off'>
  words: string
}

const WHY_NOT: Record<string, string> = {
  success: 'The listener has accepted this event; only a failed one can be redelivered',
  'awaiting-executing': 'This event is already scheduled for delivery',
  executing: 'This event is being delivered right now',
  'awaiting-retry': 'This event is still being retried; it can be redelivered once it has failed',
}

/**
 * Returns the reason an event cannot be redelivered, or undefined when it can. Only events in state `failure` can be,
 * only while the event store holds them (API 6.5), and only on an enabled subscription (API 7, 6.4). `now` is in
 * milliseconds since 1970. The ration of one call a minute (API 7) is the API's to keep and is not checked here.
 */
export function redeliveryBlock(
  event: Pick<EventItem, 'state' | 'expiresAt'>,
  subscription: { enabled: boolean },
  now: number,
): RedeliveryBlock | undefined {
  if (event.state !== 'failure') {
    return {
      code: 'not_failed',
      words: WHY_NOT[event.state] ?? `Only a failed event can be redelivered; ${stateWords(event.state)}`,
    }
  }
  if (Date.parse(event.expiresAt) <= now) {
    return { code: 'not_found', words: 'Past the 7 days for which the event store keeps it' }
  }
  if (!subscription.enabled) {
    return { code: 'subscription_off', words: 'The subscription is off; switch it on first' }
  }
  return undefined
}

const stateWords = (state: string) => (state === '' ? 'the API names no state of this one' : `this one is “${state}”`)

/** Returns the words of `redeliveryBlock`, for a button that cannot run (API 6.4, 6.5, 7). */
export function redeliveryBlocked(
  event: Pick<EventItem, 'state' | 'expiresAt'>,
  subscription: { enabled: boolean },
  now: number,
): string | undefined {
  return redeliveryBlock(event, subscription, now)?.words
}
