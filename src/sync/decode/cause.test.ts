import { expect, it } from 'vitest'
import type { Cause } from '../../contract/event.ts'
import type { ListenerResponse } from '../../contract/upstream/event.ts'
import { causeOf } from './cause.ts'

it.each<[string, number, ListenerResponse | undefined, Cause | null]>([
  ['success', 1, { statusCode: 200 }, null],
  ['success', 3, { error: 'timeout' }, null],
  ['awaiting-executing', 0, undefined, null],
  ['awaiting_scheduling', 0, { statusCode: 503 }, null],
  ['executing', 0, undefined, null],
  ['executing', 1, undefined, null],
  ['executing', 2, undefined, 'no-answer'],
  ['executing', 2, { statusCode: 503 }, 'server-error'],
  ['failure', 0, undefined, 'off'],
  ['FAILURE', 0, undefined, 'off'],
  ['retry', 0, undefined, null],
  ['failure', 1, { statusCode: 302 }, 'redirect'],
  ['failure', 1, { statusCode: 101 }, 'redirect'],
  ['awaiting-retry', 1, { statusCode: 404 }, 'client-error'],
  ['retry', 2, { statusCode: 500 }, 'server-error'],
  ['failure', 6, { statusCode: 599 }, 'server-error'],
  ['failure', 6, undefined, 'no-answer'],
  ['failure', 6, {}, 'no-answer'],
  ['failure', 6, { error: 'who knows' }, 'no-answer'],
  ['failure', 6, { error: 'timeout: no answer within 10 s' }, 'timeout'],
  ['failure', 6, { error: 'Connection timed out' }, 'timeout'],
  ['failure', 6, { error: 'context deadline exceeded' }, 'timeout'],
  ['failure', 6, { error: 'connection refused: nothing listens on the port' }, 'connection'],
  ['failure', 6, { error: 'read ECONNRESET' }, 'connection'],
  ['failure', 6, { error: 'lookup listener.example: no such host' }, 'connection'],
  ['failure', 6, { error: 'unexpected EOF' }, 'connection'],
  ['failure', 6, { error: 'tls: the certificate is self-signed' }, 'tls'],
  ['failure', 6, { error: 'x509: certificate has expired' }, 'tls'],
  ['failure', 6, { error: 'TLS handshake timeout' }, 'tls'],
  ['failure', 1, { error: 'malformed response: the answer is not HTTP' }, 'not-http'],
  ['failure', 1, { statusCode: 200, error: 'malformed HTTP response' }, 'not-http'],
  ['on-hold', 2, { statusCode: 410 }, 'client-error'],
])('%s after %i attempts with %o is caused by %s', (state, attempts, response, cause) => {
  expect(causeOf({ state, attempts, response })).toBe(cause)
})
