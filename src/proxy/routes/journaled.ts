import type { JournalEntry } from '../../contract/journal.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { JournalResult } from '../../store/journal/journal.ts'
import { StoreFault } from '../../store/store.ts'
import type { ApiRequest } from '../http/guard.ts'
import { refusedByStore } from '../http/problem.ts'
import type { OpenEntries } from '../settling/open-entries.ts'
import { refusals } from '../words/refusals.ts'
import { actorOf } from './request-values.ts'
import type { RouteServices } from './services.ts'

/** The part of a journal entry that says what is about to be changed; the request gives the rest. */
export type JournalIntent = Pick<JournalEntry, 'environment' | 'action' | 'target' | 'before' | 'after' | 'reason'>

/** A change that worked: its reply, and what the journal holds of it. */
export interface JournaledResult<T> {
  reply: T
  after?: unknown
  /** The thing that was created. */
  target?: JournalResult['target']
  upstreamStatus?: number
}

/** The codes of refusals after which the upstream may still have made the change. */
export const UNSURE: readonly string[] = ['outcome_unknown', 'upstream_unavailable', 'store_unavailable', 'internal']

/**
 * Makes a change with its row in the journal: `pending` before, the outcome after. Nothing is changed when the row cannot
 * be written; when only the outcome cannot be, the change stands, the person gets the answer, and it is written later.
 */
export async function journaled<T>(
  { entries }: Pick<RouteServices, 'entries'>,
  request: ApiRequest,
  intent: JournalIntent,
  work: () => Promise<JournaledResult<T>>,
): Promise<T> {
  const id = await beginEntry(entries, request, intent)
  try {
    const { reply, ...done } = await work()
    await entries.finish(id, { outcome: 'done', ...done })
    return reply
  } catch (thrown) {
    const error = refusedByStore(thrown)
    const problem = error instanceof Refusal ? error.problem : undefined
    const outcome = !problem || UNSURE.includes(problem.code) ? 'unknown' : 'refused'
    const words = problem ? `${problem.code}: ${problem.title}` : 'internal'
    await entries.finish(id, { outcome, upstreamStatus: problem?.upstreamStatus ?? null, problem: words })
    throw error
  }
}

/** Writes the row of a change that is about to be made, and returns its id. Without a row nothing is sent. */
export async function beginEntry(
  entries: Pick<OpenEntries, 'begin'>,
  request: Pick<ApiRequest, 'session' | 'requestId'>,
  intent: JournalIntent,
): Promise<string> {
  const { session, requestId } = request
  try {
    return await entries.begin({ ...intent, actor: actorOf(request), role: session.role, requestId })
  } catch (error) {
    throw error instanceof StoreFault ? refusals.notJournaled(error.kind, error) : error
  }
}
