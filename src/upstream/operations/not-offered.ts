import { isMissing, refusalOf } from '../answers/refusal.ts'
import { NOT_OFFERED } from '../words.ts'

/**
 * Carries out a call; when the API does not have it, looks for the thing that it is about, and refuses with "does not
 * offer" where that is still there. A 404 of the call is not one of the thing.
 */
export async function orNotOffered<Result>(
  operation: keyof typeof NOT_OFFERED,
  look: () => Promise<unknown>,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    if (!isMissing(error)) throw error
    const found = await look().catch(() => undefined)
    if (found === undefined) throw error
    const { upstreamStatus = 404, upstreamMessage } = error.problem
    const said = upstreamMessage !== undefined && { upstreamMessage }
    throw refusalOf('upstream_refused', { ...NOT_OFFERED[operation](upstreamStatus), upstreamStatus, ...said }, error)
  }
}
