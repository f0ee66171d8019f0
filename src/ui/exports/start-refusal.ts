import type { ShownProblem } from '../api/problem.ts'

/** Why the API starts no export now: one is under way, or one was completed in the last 24 h (API 10). */
export type StartRefusal = 'busy' | 'daily'

/** Tells from the API's own words which of the two it was; undefined for every other problem. */
export function startRefusal(problem: ShownProblem | undefined): StartRefusal | undefined {
  if (problem?.upstreamStatus !== 409 && problem?.upstreamStatus !== 429) return undefined
  const words = problem.upstreamMessage ?? ''
  if (/active|running|progress/i.test(words)) return 'busy'
  return /24|\bday\b|daily|hour/i.test(words) ? 'daily' : 'busy'
}
