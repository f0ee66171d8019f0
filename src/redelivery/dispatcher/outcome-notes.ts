import type { EventItem } from '../../contract/event.ts'
import type { FailureNote, ItemNote } from '../../contract/run-note.ts'
import type { ApiRefusal } from './ports.ts'

/** Returns why an event was not delivered, as the API says. */
export function failureNote({
  cause,
  listenerStatus,
  listenerError,
}: Pick<EventItem, 'cause' | 'listenerStatus' | 'listenerError'>): FailureNote {
  return { code: 'failure', cause, status: listenerStatus, error: listenerError }
}

/** Returns the API's refusal with its own message. */
export function refusalNote({ code, title, upstreamMessage }: ApiRefusal): Extract<ItemNote, { code: 'apiRefused' }> {
  return { code: 'apiRefused', problem: code, title, message: upstreamMessage ?? null }
}

/** Returns true when the API itself answered with one of these statuses. */
export function hasStatus({ upstreamStatus }: ApiRefusal, ...statuses: number[]): boolean {
  return upstreamStatus !== undefined && statuses.includes(upstreamStatus)
}

/** Returns why an event needs no call, by its state; of a state the console does not know, its name. */
export function alreadyNote({ state }: Pick<EventItem, 'state'>): ItemNote {
  if (state === 'success') return { code: 'deliveredMeanwhile' }
  return state === 'awaiting-executing' || state === 'executing' || state === 'awaiting-retry'
    ? { code: 'scheduledOtherwise' }
    : { code: 'notFailed', state }
}
