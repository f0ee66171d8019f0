import { Refusal } from '../../contract/refusal.ts'
import type { Difference } from '../../contract/upstream/reading.ts'
import { ANSWER_NAMES } from '../words.ts'
import type { Operation } from './operations.ts'

/** A readable answer that is not the expected one. It becomes the cause of a refusal. */
export class UnexpectedReply extends Error {
  /** Names the answer and, where it is known, the member, for people; quotes nothing of it. */
  readonly differs: string

  constructor(operation: Operation, why: Difference | string) {
    super(`${operation}: ${typeof why === 'string' ? why : wordsOf(why)}`)
    this.differs = differsIn(operation, why)
  }
}

/** Returns true for a 2xx answer that is not the documented object. */
export function isUnreadable(error: unknown): error is Refusal & { cause: UnexpectedReply } {
  return error instanceof Refusal && error.cause instanceof UnexpectedReply
}

/** Returns the place and what stands there, like `/state of an event: absent`. */
export function differsIn(operation: Operation, why: Difference | string): string {
  const answer = ANSWER_NAMES[operation]
  return typeof why === 'string' ? `${answer}: ${why}` : `${why.path || '/'} of ${answer}: ${why.found}`
}

/** Returns the member that is missing, like `absent at /state`. */
export function wordsOf({ path, found }: Difference): string {
  return `${found} at ${path === '' ? '/' : path}`
}
