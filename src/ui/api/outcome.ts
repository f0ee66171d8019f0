import { Subscription } from '../../contract/subscription.ts'
import { problemOf, type ShownProblem } from './problem.ts'

/** What came of one of several writes. */
export interface WriteOutcome {
  /**
   * `done`: it is stored. `refused`: it is not. `changed`: somebody else changed it after it was read; nothing was stored.
   * `unknown`: nobody can tell, so it must not be repeated before one has looked.
   */
  state: 'done' | 'refused' | 'changed' | 'unknown'
  problem?: ShownProblem
  /** What is stored now, where that was told. */
  current?: Subscription
  /** What is to be known besides, in sentences. */
  notes?: string[]
  /** The next one would fare the same. */
  halt?: boolean
}

/** A request may have arrived although its answer did not. */
const UNKNOWN: ReadonlySet<string> = new Set(['outcome_unknown', 'console_unreachable', 'reply_unreadable'])

/** Refusals that are not about the one subscription: the next would meet them as well. */
const FOR_ALL: ReadonlySet<string> = new Set([
  'console_unreachable',
  'role_missing',
  'cross_site',
  'too_many_requests',
  'rate_limited',
  'upstream_credentials',
  'upstream_forbidden',
  'upstream_unavailable',
  'upstream_unreachable',
])

/** What a failed write comes to. `meant` says whether a stored subscription is what was to be stored. */
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
