import type { z } from 'zod'
import type { Problem } from '../../contract/problem.ts'
import { Refusal } from '../../contract/refusal.ts'
import { StoreFault } from '../../store/store.ts'
import { CONSOLE_MISTAKE, refusals, UNKNOWN_MEMBER } from '../words/refusals.ts'

type Fields = NonNullable<Problem['fields']>

/** Returns a fault of the store as the refusal that it means; anything else as it is. */
export function refusedByStore<Thrown>(error: Thrown): Thrown | Refusal {
  return error instanceof StoreFault ? refusals.storeUnavailable(error.kind, error) : error
}

/** Returns the problem that the browser gets for a thrown thing. Only a `Refusal` words itself; all else is `internal`. */
export function problemOf(error: unknown, requestId: string): Problem {
  return error instanceof Refusal
    ? { ...error.problem, requestId }
    : { code: 'internal', status: 500, ...CONSOLE_MISTAKE, requestId }
}

/** Returns the answer for a thrown thing (`application/problem+json`, RFC 9457). */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId)
  const headers = new Headers(error instanceof Refusal ? error.headers : undefined)
  headers.set('Content-Type', 'application/problem+json')
  headers.set('Cache-Control', 'no-store')
  if (problem.retryAfter !== undefined) headers.set('Retry-After', String(Math.ceil(problem.retryAfter)))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** Returns the schema's complaints, each with the name of the member it is about. */
export function fieldsOf(error: z.ZodError): Fields {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ name, reason: UNKNOWN_MEMBER }))
    return [{ name: issue.path.join('.'), reason: issue.message }]
  })
}
