import type { EventSelection } from '../../contract/failed-event.ts'
import { denied, type Role } from '../../contract/role.ts'
import type { RUN_WAYS } from '../../contract/run.ts'
import type { Environment } from '../../contract/session.ts'
import { count } from '../kit/text/count-words.ts'
import { MOST_BY_NAME } from './selection/selected.ts'

const STILL_RETRIED = 'Still being retried: Identity Cloud redelivers an event only once it has given it up'

interface Asking {
  role: Role
  environment: Pick<Environment, 'directReplay'>
  /** The part of the selection that can be planned. */
  selection: EventSelection | undefined
}

/** Says why a selection cannot be sent this way; undefined when it can (API 7). */
export function blocked(way: (typeof RUN_WAYS)[number], { role, environment, selection }: Asking): string | undefined {
  const action = way === 'replay' ? 'event.replay' : 'event.redeliver'
  const reason = denied(role, action)
  if (reason) return reason
  if (way === 'replay' && !environment.directReplay)
    return 'Direct replay is not allowed in this environment’s settings'
  if (selection === undefined) return STILL_RETRIED
  if (selection.by === 'events' && selection.events.length > MOST_BY_NAME) {
    return `At most ${count(MOST_BY_NAME)} can be picked one by one; narrow the list and select all that match`
  }
  if (selection.by === 'match' && selection.except.length > MOST_BY_NAME) {
    return `At most ${count(MOST_BY_NAME)} can be taken out of all that match; narrow the list by filters, and select all of that`
  }
  return undefined
}
