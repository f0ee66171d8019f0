import type { FailedGroup } from '../../../contract/failed-event.ts'
import { CAUSE_NAMES } from '../../components/answer-words.ts'

type Reason = Pick<FailedGroup, 'cause' | 'status'>

/** Names the cause of a group of events: `Answered 503`, `Timed out`, `Subscription was off`. */
export function causeTitle({ cause, status }: Reason): string {
  if (status !== null) return `${cause === 'redirect' ? 'Redirected' : 'Answered'} ${status}`
  return cause === null ? 'No cause known' : CAUSE_NAMES[cause]
}

const BY_STATUS: Record<number, string> = {
  400: 'The listener found the request wrong: check that it accepts security event tokens as they are sent.',
  401: 'The listener asked for credentials, which are never sent: let it check the token’s signature instead.',
  403: 'The listener, or a firewall before it, forbade the request: let Identity Cloud in.',
  404: 'Nothing is at that path: correct the endpoint, or what the listener serves there.',
  405: 'The path takes no POST: correct the endpoint.',
  408: 'The listener gave up waiting for the request: look at what stands before it.',
  410: 'The listener says it is gone for good: change the endpoint, or delete the subscription.',
  413: 'The token was too large for the listener: raise its limit.',
  415: 'The listener refuses the content type: let it accept application/secevent+jwt.',
  429: 'The listener takes fewer requests than come: raise its limit, then redeliver at the pace of a run.',
  500: 'The listener broke while handling the request: its own log says why.',
  502: 'What stands before the listener got no proper answer from it: see whether it runs.',
  503: 'The listener answers, but is overloaded or down for maintenance: redeliver when it works again.',
  504: 'What stands before the listener waited too long for it: let it accept first and work afterwards.',
}

const BY_CAUSE: Record<NonNullable<FailedGroup['cause']>, string> = {
  off: 'Never sent: the subscription was off. Switch it on and redeliver, or export them.',
  redirect: 'Redirects are never followed or retried: point the endpoint at the final address.',
  'client-error': 'The listener refused the request: check its path and what it accepts.',
  'server-error': 'The listener failed while handling the request: redeliver when it works again.',
  timeout: 'The listener took too long to answer: let it accept first and work afterwards.',
  connection: 'No connection could be made: check that it runs, and that its name and firewall are right.',
  tls: 'The TLS handshake failed: it needs a certificate from a public authority, not expired, with the right name.',
  'not-http': 'What came back was not HTTP, which is never retried: check what listens at the endpoint.',
  'no-answer': 'No answer came, and the API does not say why: check that the listener can be reached.',
}

/** Says in a sentence what would help a group of events (API 6.3, 6.4). */
export function remedyOf({ cause, status }: Reason): string {
  if (cause === null) return 'The API tells nothing of these: open one to see all there is.'
  const known = status !== null && cause !== 'redirect' ? BY_STATUS[status] : undefined
  return known ?? BY_CAUSE[cause]
}

/** Returns the filter that leaves only this group; undefined when there is none. */
export function filterOf(group: Reason, groups: readonly Reason[]) {
  const { cause, status } = group
  const alone = groups.filter((other) => cause !== null && other.cause === cause).length === 1
  if (status === null && !alone) return undefined
  return { cause: cause ?? undefined, status: status ?? undefined }
}
