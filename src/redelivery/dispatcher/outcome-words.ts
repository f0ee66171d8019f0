import type { Cause, EventItem } from '../../contract/event.ts'
import type { No } from './ports.ts'

type Told = Pick<EventItem, 'cause' | 'listenerStatus' | 'listenerError'>

const CAUSES: Record<Exclude<Cause, 'server-error' | 'client-error'>, string> = {
  off: 'the subscription was off',
  redirect: 'the listener redirects',
  timeout: 'the listener did not answer in time',
  connection: 'the listener could not be reached',
  tls: 'no secure connection to the listener came about',
  'not-http': 'the listener did not answer with HTTP',
  'no-answer': 'the listener did not answer',
}

/** Why an event was not delivered, as the API tells it: a clause. */
export const failureWords = ({ cause, listenerStatus, listenerError }: Told): string => {
  if (listenerStatus !== null && cause !== null) return `the listener answered ${listenerStatus}`
  if (cause === null || cause === 'server-error' || cause === 'client-error')
    return 'for a reason the API does not tell'
  return listenerError === null ? CAUSES[cause] : `${CAUSES[cause]} (${listenerError})`
}

/** Why the API said no, with what it said. */
export const noWords = ({ title, upstreamMessage }: No): string =>
  upstreamMessage ? `${title}: ${upstreamMessage}` : title

/** Why an event needs no call, by its state; of an unknown one its name. */
export const alreadyWords = ({ state }: Pick<EventItem, 'state'>): string => {
  if (state === 'success') return 'Was delivered in the meantime'
  return state === 'awaiting-executing' || state === 'executing' || state === 'awaiting-retry'
    ? 'Is scheduled otherwise'
    : `Is not failed any more, but “${state}”`
}
