import { Subscription } from '../../contract/subscription.ts'
import { problemOf, type ShownProblem } from './problem.ts'

/** The outcome of a write. */
export interface WriteOutcome {
  /**
   * `done`: stored. `refused`: not stored. `changed`: not stored, because somebody else changed it after it was read.
   * `unknown`: stored or not, so it must not be repeated unchecked.
   */
  state: 'done' | 'refused' | 'changed' | 'unknown'
  problem?: ShownProblem
  /** The stored subscription, where the server returned it. */
  current?: Subscription
  /** Further sentences for the reader. */
  notes?: string[]
  /** True when the next write would fail in the same way. */
  halt?: boolean
}

/** Codes of problems after which the write may have happened all the same. */
const UNKNOWN: ReadonlySet<string> = new Set(['outcome_unknown', 'console_unreachable', 'reply_unreadable'])

/** Refusals that the next write would meet as well, because they are not about one subscription. */
const FOR_ALL: ReadonlySet<string> = new Set([
  'console_unreachable',
  'role_missing',
  'cross_site',
  'too_many_requests',
  'store_unavailable',
  'rate_limited',
  'upstream_credentials',
  'upstream_forbidden',
  'upstream_unavailable',
  'upstream_unreachable',
])

/** Returns the outcome of a failed write. `meant` returns true when a subscription is as it was to be stored. */
export function outcomeOf(error: unknown, meant: (current: Subscription) => boolean): WriteOutcome {
  const problem = problemOf(error)
  const current = Subscription.safeParse(problem.current).data
  const halt = FOR_ALL.has(problem.code)
  if (current && meant(current) && (problem.code === 'changed_meanwhile' || UNKNOWN.has(problem.code)))
    return { state: 'done', current, notes: [HOW[problem.code] ?? 'It is there, though no answer came.'] }
  const state = problem.code === 'changed_meanwhile' ? 'changed' : UNKNOWN.has(problem.code) ? 'unknown' : 'refused'
  return { state, problem, ...(current && { current }), ...(halt && { halt }) }
}

const HOW: Record<string, string> = { changed_meanwhile: 'Somebody else had done it already.' }
