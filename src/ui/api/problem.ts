import type { Problem, ProblemCode } from '../../contract/problem.ts'

/** What a screen can be told: a refusal of the console's server, or one of two that never got as far as a refusal. */
export type ShownProblem = Omit<Problem, 'code'> & { code: ProblemCode | 'console_unreachable' | 'reply_unreadable' }

/** Thrown by every call that did not succeed. */
export class ProblemError extends Error {
  readonly problem: ShownProblem
  constructor(problem: ShownProblem, options?: ErrorOptions) {
    super(problem.title, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** What to show for anything that was thrown, our own mistakes included. */
export function problemOf(error: unknown): ShownProblem {
  return error instanceof ProblemError
    ? error.problem
    : {
        code: 'internal',
        status: 0,
        title: 'This page ran into a mistake of its own',
        remedy: 'Reload the page. If it happens again, tell whoever runs the console what you were doing.',
        requestId: '',
      }
}

/** Something was to be changed, and no answer came that could be read: it may have been done or not. */
export function answerLost(cause: unknown, requestId = ''): ProblemError {
  return new ProblemError(
    {
      code: 'outcome_unknown',
      status: 0,
      title: 'The console’s answer did not arrive',
      remedy: 'What you asked for may have been done all the same. Look before you do it again.',
      requestId,
    },
    { cause },
  )
}

/** The console's own server did not answer a question; nothing was to be changed. */
export function consoleUnreachable(cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'console_unreachable',
      status: 0,
      title: 'The console cannot be reached',
      remedy: 'Check your connection, then try again.',
      requestId: '',
    },
    { cause },
  )
}

/** An answer came that this version of the page does not understand. */
export function replyUnreadable(status: number, requestId: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'reply_unreadable',
      status,
      title: 'The console gave an answer this page does not understand',
      remedy: 'Reload the page: it may be older than the server.',
      requestId,
    },
    { cause },
  )
}
