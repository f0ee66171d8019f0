import type { Cause, EventItem } from '../../contract/event.ts'

type Answered = Pick<EventItem, 'state' | 'attempts' | 'listenerStatus' | 'cause'>

/** Words the listener's last answer for a column: `503`, `Timed out`, `Not sent: off`. */
export function answerWords({ state, attempts, listenerStatus, cause }: Answered): string {
  if (listenerStatus !== null) return cause === 'redirect' ? `${listenerStatus} redirect` : String(listenerStatus)
  if (cause !== null) return NO_ANSWER[cause]
  if (attempts === 0) return 'Not sent yet'
  return state === 'success' ? 'Accepted' : '–'
}

const NO_ANSWER: Record<Cause, string> = {
  off: 'Not sent: off',
  redirect: 'Redirected',
  'client-error': 'Client error',
  'server-error': 'Server error',
  timeout: 'Timed out',
  connection: 'No connection',
  tls: 'TLS failed',
  'not-http': 'Not HTTP',
  'no-answer': 'No answer',
}

/** Names of causes where they are chosen. */
export const CAUSE_NAMES: Record<Cause, string> = {
  off: 'Subscription was off',
  redirect: 'Redirect (3xx)',
  'client-error': 'Client error (4xx)',
  'server-error': 'Server error (5xx)',
  timeout: 'Timed out',
  connection: 'No connection',
  tls: 'TLS failed',
  'not-http': 'Answer was not HTTP',
  'no-answer': 'No answer',
}

/** Says why an event is in its state and what would help (API 6.3, 6.4). */
export const REMEDIES: Record<Cause, string> = {
  off: 'The subscription was off when this happened, so nothing was sent. Redeliver it once the subscription is on.',
  redirect:
    'The listener answered with a redirect. Identity Cloud follows none and does not retry: point the endpoint at the final address, then redeliver.',
  'client-error':
    'The listener refused the request. Check its path, its authentication and whether it accepts security event tokens, then redeliver.',
  'server-error': 'The listener failed while handling the request. When it works again, redeliver.',
  timeout: 'The listener did not answer in time. Let it accept first and work afterwards, then redeliver.',
  connection:
    'No connection to the listener could be made. Check that it runs and that its firewall lets Identity Cloud in, then redeliver.',
  tls: 'The TLS handshake failed. Check the certificate (public authority, not expired, right name) and TLS 1.2 or later, then redeliver.',
  'not-http':
    'What came back was not HTTP, which Identity Cloud does not retry. Check what listens at the endpoint, then redeliver.',
  'no-answer': 'No answer came, and the API does not say why. Check that the listener can be reached, then redeliver.',
}
