import type { Problem, ProblemCode } from '../../contract/problem.ts'
import { PartMissing } from '../kit/lazy/load-part.ts'

/** A refusal of the console's server, or a problem that never reached it. */
export type ShownProblem = Omit<Problem, 'code'> & {
  code: ProblemCode | 'console_unreachable' | 'reply_unreadable' | 'part_missing'
}

/** Every call that fails throws it. */
export class ProblemError extends Error {
  readonly problem: ShownProblem
  constructor(problem: ShownProblem, options?: ErrorOptions) {
    super(problem.title, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** Returns the problem to show for anything thrown, our own mistakes included. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof PartMissing) return PAGE_MISSING
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

const PAGE_MISSING: ShownProblem = {
  code: 'part_missing',
  status: 0,
  title: 'This page could not be loaded',
  remedy: 'The connection failed, or a new version of the console was installed. Try again, then reload.',
  requestId: '',
}

/** Returns the problem of a change without a readable reply: it may have been done or not. */
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

/** Returns the problem of a reading that the console's own server did not answer. */
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

/** Returns the problem of a reading that did not come through, though the console can be reached. */
export function blocked(path: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'console_unreachable',
      status: 0,
      title: 'A request got no answer',
      remedy: `The console itself can be reached. Try again; if that does not help, an extension of this browser or a filter of your network blocks “${path.replace(/\?.*/, '')}” and has to let it through.`,
      requestId: '',
    },
    { cause },
  )
}

/** Returns the problem of a change that was not sent, because the browser has no network. */
export function notSent(): ProblemError {
  return new ProblemError({
    code: 'console_unreachable',
    status: 0,
    title: 'This browser is offline: nothing was sent',
    remedy: 'Check your connection, then try again. Nothing is sent later by itself.',
    requestId: '',
  })
}

/** Returns the problem of a reply that this version of the page cannot read. */
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
