import type { UpstreamErrorBody } from '../../contract/upstream/error.ts'

/** A request that is refused, with the body the API answers (1.4). */
export class Refused extends Error {
  readonly status: number
  readonly body: UpstreamErrorBody
  readonly headers: Record<string, string>

  constructor(body: UpstreamErrorBody & { status: number }, headers: Record<string, string> = {}) {
    super(`${body.status} ${body.details ?? body.title ?? ''}`)
    this.status = body.status
    this.body = body
    this.headers = headers
  }
}

const KNOWN: Record<number, { type?: string; title: string; details: string }> = {
  400: { type: '/bad-request', title: 'Bad Request', details: 'The request is not valid' },
  403: {
    type: '/forbidden',
    title: 'Forbidden',
    details: 'You do not have permission to access the requested resource',
  },
  404: { type: '/not-found', title: 'Not Found', details: 'The specified resource could not be found' },
  405: {
    type: '/method-not-allowed',
    title: 'Method Not Allowed',
    details: 'The method is not supported by the resource',
  },
  409: { type: '/conflict', title: 'Conflict', details: 'The request conflicts with the state of the resource' },
  413: { type: '/payload-too-large', title: 'Payload Too Large', details: 'The request body is too large' },
  415: {
    type: '/unsupported-media-type',
    title: 'Unsupported Media Type',
    details: 'The Content-Type is not supported by the resource',
  },
  429: { type: '/too-many-requests', title: 'Too Many Requests', details: 'Rate limit exceeded' },
}

/** The error body of a status, with the API's own words or others. `details` only where the API says something else. */
export function errorBody(status: number, details?: string): UpstreamErrorBody & { status: number } {
  const known = KNOWN[status] ?? { title: 'Error', details: 'The request failed' }
  return {
    ...(known.type && { type: known.type }),
    status,
    title: known.title,
    details: details ?? known.details,
  }
}

/** Ends the operation with an error answer. */
export function refuse(status: number, details?: string, headers?: Record<string, string>): never {
  throw new Refused(errorBody(status, details), headers)
}

/** Ends the operation because members of the body are wrong. */
export function refuseBody(...params: { name: string; reason: string }[]): never {
  throw new Refused({ type: '/validation-error', status: 400, title: 'Bad Request', 'invalid-body-params': params })
}

/** Ends the operation because the body is not JSON at all. */
export function refuseNotJson(): never {
  throw new Refused({
    type: '/invalid-request-body',
    status: 400,
    title: 'Invalid request body',
    details: 'Request body is not valid JSON',
  })
}
