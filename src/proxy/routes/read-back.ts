import { Refusal } from '../../contract/refusal.ts'
import type { OutcomeWords } from '../words/outcomes.ts'

/** The words for what is found at the API after a write of unknown outcome, and the thing that is there now. */
export type ReadBack = OutcomeWords & { current?: unknown }

const isUnsure = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  error.problem.current === undefined &&
  (error.problem.code === 'outcome_unknown' || error.problem.code === 'upstream_unavailable')

/**
 * Writes; when the API did not say whether it did, reads what is there now and puts it into the refusal, so that the
 * person need not look it up. A read that fails changes nothing, and other errors pass.
 */
export async function readBackIfUnsure<T>(write: () => Promise<T>, readBack: () => Promise<ReadBack>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isUnsure(error)) throw error
    const found = await readBack().catch(() => undefined)
    throw found ? new Refusal({ ...error.problem, ...found }, { cause: error }) : error
  }
}
