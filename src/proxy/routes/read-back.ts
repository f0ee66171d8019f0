import { Refusal, type RefusalProblem } from '../../contract/refusal.ts'

/** What a look at the API afterwards showed, in words, and what is there now. */
export type ReadBack = Pick<RefusalProblem, 'title' | 'remedy'> & { current?: unknown }

/** Whether the API may have done what it was asked although it did not say yes. */
const isUnsure = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  error.problem.current === undefined &&
  (error.problem.code === 'outcome_unknown' || error.problem.code === 'upstream_unavailable')

/**
 * Does a write. When its outcome is not known, looks how things stand, so that the person is told that instead of being
 * sent to look; it stays unknown whose work it is. A look that fails changes nothing. Other errors pass.
 */
export async function readBackIfUnsure<T>(
  write: () => Promise<T>,
  look: () => Promise<ReadBack | undefined>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isUnsure(error)) throw error
    const finding = await look().catch(() => undefined)
    throw finding ? new Refusal({ ...error.problem, ...finding }, { cause: error }) : error
  }
}
