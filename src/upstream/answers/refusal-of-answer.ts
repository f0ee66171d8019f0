import type { Refusal } from '../../contract/refusal.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import { MISSING_WORDS, PROBABLY_NOT_DONE, RATE_LIMIT_TITLES, retryIn } from '../words.ts'
import { type ErrorText, errorTextOf, retryAfterOf } from './error-text.ts'
import { OPERATIONS, type RefusalContext } from './operations.ts'
import { type ChosenRefusal, refusalOf } from './refusal.ts'
import { conflictOf } from './refusal-of-conflict.ts'

/**
 * Returns the refusal behind an answer of the API that is not 2xx (API 1.4).
 *
 * This is the one place where a 429 is read: it becomes `rate_limited` with the seconds of `Retry-After`, and the call is
 * not repeated. The caller decides when to ask again; for runs `redelivery/dispatcher/trouble.ts` does.
 */
export function refusalOfAnswer(answer: UpstreamAnswer, context: RefusalContext): Refusal {
  const said = errorTextOf(answer.text, context.secrets)
  const retryAfter = retryAfterOf(answer.headers, context.now)
  const { code, details } = choose(answer.status, said, context)
  return refusalOf(code, {
    ...details,
    ...(code === 'rate_limited' && retryAfter !== undefined && { remedy: retryIn(retryAfter) }),
    upstreamStatus: answer.status,
    ...(said.message !== undefined && { upstreamMessage: said.message }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}

const choose = (status: number, said: ErrorText, { operation }: RefusalContext): ChosenRefusal => {
  const { writes, missing } = OPERATIONS[operation]
  if (status === 429) return rateLimited(operation)
  // The gateway answered, not the API: a write may have arrived.
  if (writes && (status === 502 || status === 504)) return { code: 'outcome_unknown' }
  if (status === 504) return { code: 'upstream_timeout' }
  if (status >= 500) return { code: 'upstream_unavailable', ...(writes && { details: { remedy: PROBABLY_NOT_DONE } }) }
  if (operation === 'token') return { code: 'upstream_credentials' } // any 4xx (API 18 #3)
  if (status === 401 || status === 403) return { code: 'upstream_forbidden' }
  if (status === 404 || status === 410)
    return { code: missing === 'customer' ? 'upstream_refused' : 'not_found', details: MISSING_WORDS[missing] }
  if (status === 409) return conflictOf(operation, said.message ?? '')
  if (status !== 400 && status !== 422) return { code: 'upstream_refused' }
  const fields = said.fields.length > 0 && { fields: said.fields }
  return { code: 'upstream_refused', details: { status: 422, ...fields } }
}

const rateLimited = (operation: RefusalContext['operation']): ChosenRefusal => {
  if (operation !== 'redeliver' && operation !== 'startExport') return { code: 'rate_limited' }
  return { code: 'rate_limited', details: { title: RATE_LIMIT_TITLES[operation] } }
}
