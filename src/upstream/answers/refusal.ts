import { Refusal, type RefusalProblem } from '../../contract/refusal.ts'
import { REFUSAL_WORDS } from '../words.ts'

/** The code of a refusal that the API or the way to it is the reason for. */
export type UpstreamCode = keyof typeof REFUSAL_WORDS

/** Members of a problem that take the place of the usual ones of its code, or are added to them. */
export type RefusalDetails = Partial<Omit<RefusalProblem, 'code'>>

/** The code that an answer or a fault stands for, and the details of the case. */
export interface ChosenRefusal {
  code: UpstreamCode
  details?: RefusalDetails
}

/** The status of the console's own answer. */
const STATUS: Record<UpstreamCode, number> = {
  invalid_request: 400,
  not_found: 404,
  not_failed: 409,
  subscription_off: 409,
  rate_limited: 429,
  upstream_refused: 502,
  upstream_credentials: 502,
  upstream_forbidden: 502,
  upstream_timeout: 504,
  upstream_unreachable: 502,
  upstream_broken: 502,
  upstream_unavailable: 503,
  outcome_unknown: 504,
  internal: 499,
}

/** Returns a refusal in the usual words of its code; `details` replace and add members. */
export function refusalOf(code: UpstreamCode, details: RefusalDetails = {}, cause?: unknown): Refusal {
  return new Refusal({ code, status: STATUS[code], ...REFUSAL_WORDS[code], ...details }, { cause })
}

/** Returns true for an answer that the API does not have this: 404, 410, or 405 where it does not know the call. */
export function isMissing(error: unknown): error is Refusal {
  return error instanceof Refusal && [404, 405, 410].includes(error.problem.upstreamStatus ?? 0)
}
