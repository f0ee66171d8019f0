import type { Log } from '../../config/log.ts'
import type { JournalEntry } from '../../contract/journal.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { Journal, JournalResult } from '../../store/journal/journal.ts'
import type { ApiRequest } from '../http/guard.ts'

/** What is about to be changed: the rest of the entry comes from the call. */
export type JournalIntent = Pick<JournalEntry, 'environment' | 'action' | 'target' | 'before' | 'after' | 'reason'>

/** What a change that worked gives: the reply, and what the journal is to hold of it. */
export interface JournaledResult<T> {
  reply: T
  after?: unknown
  /** Who was created. */
  target?: JournalResult['target']
  upstreamStatus?: number
}

/** Refusals after which the upstream may still have done it. */
const UNSURE: readonly string[] = ['outcome_unknown', 'upstream_unavailable', 'internal']

/**
 * Does a change with its row in the journal: `pending` before, the outcome after; a process that dies in between leaves
 * it `pending`. Nothing is done when the row cannot be written. When only the outcome cannot be, the change stands
 * nevertheless: the person gets the answer, the log the error.
 */
export async function journaled<T>(
  { journal, log }: { journal: Journal; log: Log },
  { session, requestId }: ApiRequest,
  intent: JournalIntent,
  work: () => Promise<JournaledResult<T>>,
): Promise<T> {
  const actor = { id: session.user.id, name: session.user.name }
  const id = await journal.begin({ ...intent, actor, role: session.role, requestId })
  const finish = (result: JournalResult) =>
    journal
      .finish(id, result)
      .catch((error: unknown) => log.error({ requestId, entry: id, err: error }, 'outcome not journaled'))
  try {
    const { reply, ...done } = await work()
    await finish({ outcome: 'done', ...done })
    return reply
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : undefined
    const outcome = !problem || UNSURE.includes(problem.code) ? 'unknown' : 'refused'
    const words = problem ? `${problem.code}: ${problem.title}` : 'internal'
    await finish({ outcome, upstreamStatus: problem?.upstreamStatus ?? null, problem: words })
    throw error
  }
}
