import type { Problem, ProblemCode } from '../../contract/problem.ts'
import { Refusal, type RefusalProblem } from '../../contract/refusal.ts'

/** What each refusal of the API is called, what to do then, and the status of the console's own answer. */
const WORDS = {
  invalid_request: {
    status: 400,
    title: 'This is not an id',
    remedy: 'Check the address, or start again from the list.',
  },
  not_found: {
    status: 404,
    title: 'The API does not know this',
    remedy: 'Check the address, or start again from the list.',
  },
  not_failed: {
    status: 409,
    title: 'The event is not in the state failure',
    remedy: 'Only failed events can be redelivered. Reload it to see how it stands now.',
  },
  subscription_off: {
    status: 409,
    title: 'The subscription is off',
    remedy: 'Switch the subscription on, then redeliver the event.',
  },
  rate_limited: {
    status: 429,
    title: 'The API has had too many requests',
    remedy: 'Wait a little, then try again.',
  },
  upstream_refused: {
    status: 502,
    title: 'The API refused the request',
    remedy: 'Read what the API says about it. Trying the same again will not help.',
  },
  upstream_credentials: {
    status: 502,
    title: 'The API does not accept the credentials of the console',
    remedy: 'Ask the people who run the console to check clientId, clientSecret and customerId of this environment.',
  },
  upstream_forbidden: {
    status: 502,
    title: 'The API does not let the console do this',
    remedy: 'Ask the people who run the console to check what its client may do in this environment.',
  },
  upstream_timeout: {
    status: 504,
    title: 'The API took longer than 10 seconds',
    remedy: 'Try again in a moment. If it stays slow, tell the people who run the console.',
  },
  upstream_unreachable: {
    status: 502,
    title: 'The API cannot be reached',
    remedy: 'Try again in a moment. If it stays so, ask the people who run the console to check its network.',
  },
  upstream_broken: {
    status: 502,
    title: 'The answer of the API cannot be read',
    remedy: 'Try again. If it happens again, report it with the request id.',
  },
  upstream_unavailable: {
    status: 503,
    title: 'The API is not available at the moment',
    remedy: 'Try again in a few minutes.',
  },
  outcome_unknown: {
    status: 504,
    title: 'It is not known whether this was done',
    remedy: 'The API may have done it, but its answer did not come. Look at how things stand before you try again.',
  },
  internal: {
    status: 499,
    title: 'The request was given up',
    remedy: 'Try again if you still need it.',
  },
} as const satisfies Partial<Record<ProblemCode, Pick<Problem, 'status' | 'title' | 'remedy'>>>
export type UpstreamCode = keyof typeof WORDS

/** A refusal in the usual words of its code; `more` puts better ones in their place and adds to them. */
export const refusalOf = (
  code: UpstreamCode,
  more: Partial<Omit<RefusalProblem, 'code'>> = {},
  cause?: unknown,
): Refusal => new Refusal({ code, ...WORDS[code], ...more }, { cause })
