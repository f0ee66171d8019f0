import type { Problem } from './problem.ts'

export type RefusalProblem = Omit<Problem, 'requestId'>

/**
 * An error that carries a `Problem`: a refusal with a reason and a remedy. The HTTP frame adds the request id and,
 * where given, `headers`.
 */
export class Refusal extends Error {
  readonly problem: RefusalProblem
  readonly headers: Record<string, string> | undefined

  constructor(problem: RefusalProblem, options: { cause?: unknown; headers?: Record<string, string> } = {}) {
    super(`${problem.code}: ${problem.title}`, options.cause === undefined ? {} : { cause: options.cause })
    this.name = 'Refusal'
    this.problem = problem
    this.headers = options.headers
  }
}
