import type { z } from 'zod'
import type { Problem } from '../../contract/problem.ts'
import { Refusal } from '../../contract/refusal.ts'

type Fields = NonNullable<Problem['fields']>

/** The refusals that the console's own side makes; the upstream's are made where it is called. */
export const refusals = {
  signedOut: () =>
    new Refusal({
      code: 'signed_out',
      status: 401,
      title: 'You are not signed in, or no longer',
      remedy: 'Sign in again. What you typed is kept.',
    }),
  roleMissing: (title: string) =>
    new Refusal({
      code: 'role_missing',
      status: 403,
      title,
      remedy: 'Ask an administrator to do it, or to give you the role.',
    }),
  crossSite: (why: string) =>
    new Refusal({
      code: 'cross_site',
      status: 403,
      title: `This request did not come from the console’s own page: ${why}`,
      remedy: 'Open the console in a tab of its own and try again there.',
    }),
  invalid: (fields: Fields, status = 400) =>
    new Refusal({
      code: 'invalid_request',
      status,
      title: `The request cannot be read: ${fields.map(({ name, reason }) => (name ? `${name} (${reason})` : reason)).join(', ')}`,
      remedy: 'Reload the page. If it happens again, report it with the request id.',
      fields,
    }),
  tooLarge: (kib: number) => refusals.invalid([{ name: '', reason: `the body is larger than ${kib} KiB` }], 413),
  badTarget: (title: string, status: 400 | 421) =>
    new Refusal({ code: 'invalid_request', status, title, remedy: 'Open the console by its own address.' }),
  notFound: (title: string) =>
    new Refusal({ code: 'not_found', status: 404, title, remedy: 'Check the address, or start again from the list.' }),
  changedMeanwhile: (current: unknown) =>
    new Refusal({
      code: 'changed_meanwhile',
      status: 412,
      title: 'Somebody changed this subscription in the meantime',
      remedy: 'Look at what it is now, then decide again.',
      current,
    }),
  redeliveryBlocked: (code: 'not_failed' | 'subscription_off', title: string) =>
    new Refusal({
      code,
      status: 409,
      title,
      remedy:
        code === 'not_failed'
          ? 'Follow the event; there is nothing to do now.'
          : 'Switch the subscription on, then redeliver.',
    }),
  nothingToSend: (title: string) =>
    new Refusal({
      code: 'not_failed',
      status: 409,
      title,
      remedy: 'Look at the list again: what is still failed there can be selected.',
    }),
  tooManyEvents: (most: number) =>
    new Refusal({
      code: 'invalid_request',
      status: 400,
      title: `More than ${most.toLocaleString('en')} events are selected`,
      remedy: 'Narrow the filter, by time or subscription for instance, and start several runs.',
    }),
  unavailable: (title: string, remedy: string) => new Refusal({ code: 'unavailable', status: 409, title, remedy }),
  tooMany: (seconds: number) =>
    new Refusal({
      code: 'too_many_requests',
      status: 429,
      title: 'Too many requests in a short time',
      remedy: `Wait ${seconds} seconds, then go on.`,
      retryAfter: seconds,
    }),
}

/** What any thrown thing looks like to the browser. Only a `Refusal` speaks for itself; all else is `internal`. */
export function problemOf(error: unknown, requestId: string): Problem {
  return error instanceof Refusal
    ? { ...error.problem, requestId }
    : {
        code: 'internal',
        status: 500,
        title: 'The console made a mistake',
        remedy: 'Try again. If it happens again, report it with the request id.',
        requestId,
      }
}

/** The answer for any thrown thing (`application/problem+json`, RFC 9457). */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId)
  const headers = new Headers(error instanceof Refusal ? error.headers : undefined)
  headers.set('Content-Type', 'application/problem+json')
  headers.set('Cache-Control', 'no-store')
  if (problem.retryAfter !== undefined) headers.set('Retry-After', String(Math.ceil(problem.retryAfter)))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The schema's complaints by the name of the member they are about. */
export function fieldsOf(error: z.ZodError): Fields {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ name, reason: 'is not known here' }))
    return [{ name: issue.path.join('.'), reason: issue.message }]
  })
}
