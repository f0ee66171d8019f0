import type { Cause } from '../../contract/event.ts'
import { normaliseState, type StoredEvent } from './state.ts'

/** The first that fits counts: "TLS handshake timeout" is TLS, "connection timed out" a timeout. */
const WORDS: [RegExp, Cause][] = [
  [/\b(tls|ssl|x509)\b|certificate|handshake|self.signed/, 'tls'],
  [/malformed|(not|non|invalid).?http|protocol|unexpected response/, 'not-http'],
  [/time.?out|timed out|deadline/, 'timeout'],
  [
    /connect|refused|reset|closed|hung up|hang ?up|unreachable|resolve|lookup|no such host|dns|enotfound|econn|socket|\beof\b/,
    'connection',
  ],
]

/**
 * Returns the reason why an event is not delivered (yet), derived from its state, its attempts and what the listener
 * last did (API 6.3, 6.4; 18 #19 and #20). Null for a delivered one, for one that was not tried before, and where the API
 * tells neither attempts nor answer.
 */
export function causeOf({
  state: spelling,
  attempts,
  response,
}: Pick<StoredEvent, 'state' | 'attempts' | 'response'>): Cause | null {
  const state = normaliseState(spelling)
  if (state === 'success' || state === 'awaiting-executing') return null
  if (attempts === 0) return state === 'failure' ? 'off' : null
  const status = response?.statusCode ?? undefined
  if (status !== undefined) {
    if (status >= 500) return 'server-error'
    if (status >= 400) return 'client-error'
    if (status < 200 || status >= 300) return 'redirect'
  }
  const error = response?.error?.toLowerCase()
  // Never tried, or tried without an answer: without the number of attempts nobody knows.
  if (error === undefined && typeof attempts !== 'number') return null
  if (error !== undefined) return WORDS.find(([words]) => words.test(error))?.[1] ?? 'no-answer'
  // The first attempt is under way: nothing can have failed yet.
  return state === 'executing' && attempts === 1 ? null : 'no-answer'
}
