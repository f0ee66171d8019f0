import { z } from 'zod'

/** The codes of every refusal of the console's API; screens branch on these and on nothing else. */
export const PROBLEM_CODES = [
  'signed_out',
  'role_missing',
  'cross_site',
  'invalid_request',
  'not_found',
  'changed_meanwhile',
  'not_failed',
  'subscription_off',
  'unavailable',
  'rate_limited',
  'upstream_refused',
  'upstream_credentials',
  'upstream_forbidden',
  'upstream_timeout',
  'upstream_unreachable',
  'upstream_broken',
  'upstream_unavailable',
  'outcome_unknown',
  'too_many_requests',
  'store_unavailable',
  'internal',
] as const
export const ProblemCode = z.enum(PROBLEM_CODES)
export type ProblemCode = z.infer<typeof ProblemCode>

/**
 * A refusal as the browser sees it (`application/problem+json`). `title` says what happened, `remedy` what to do,
 * `requestId` what to quote. `retryAfter` is in seconds. `differs` names the member of the API's answer that could not be
 * read. `current` is what is stored now, for `changed_meanwhile`.
 */
export const Problem = z.object({
  code: ProblemCode,
  status: z.number().int(),
  title: z.string(),
  remedy: z.string(),
  requestId: z.string(),
  upstreamStatus: z.number().int().optional(),
  upstreamMessage: z.string().optional(),
  differs: z.string().optional(),
  retryAfter: z.number().nonnegative().optional(),
  fields: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
  current: z.unknown().optional(),
})
export type Problem = z.infer<typeof Problem>
