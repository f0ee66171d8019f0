import type { HeaderMap } from '../../contract/upstream/common.ts'

/**
 * The outcome of one delivery: the listener's HTTP answer, or the reason why there was none. The text begins with the
 * kind of failure: `timeout: …`, `connection refused: …`, `connection closed: …`, `connection failed: …`, `tls: …`,
 * `malformed response: …`.
 */
export type Answer = { statusCode: number; headers: HeaderMap } | { error: string }

/**
 * Returns the effect of an answer on the event (API 6.3). A malformed answer ends it, no answer is worth another try.
 */
export function verdictOn(answer: Answer): 'success' | 'retry' | 'failure' {
  if ('error' in answer) return answer.error.startsWith('malformed response') ? 'failure' : 'retry'
  if (answer.statusCode >= 200 && answer.statusCode < 300) return 'success'
  return answer.statusCode >= 400 && answer.statusCode < 600 ? 'retry' : 'failure'
}
