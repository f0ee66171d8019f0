import { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { ProblemCode } from '../../contract/problem.ts'
import type { SessionRecord } from '../../store/sessions/sessions.ts'

/** The values that middleware and routes share about one request. `incoming` is set when a Node server took the request. */
export interface Env {
  Bindings: { incoming?: unknown }
  Variables: {
    requestId: string
    /** The matched route's pattern, for the log: an address as it came may name a person. */
    route: string
    session?: SessionRecord
    /** The code of the refusal it was answered with. */
    problem?: ProblemCode
  }
}
export type RequestContext = Context<Env>

/** Node's own request behind this one; undefined in a test and wherever else no port was opened. */
export function incomingOf(c: RequestContext): IncomingMessage | undefined {
  return c.env?.incoming instanceof IncomingMessage ? c.env.incoming : undefined
}

/** The reason why a request is refused before its route is found. */
export interface BadTarget {
  status: 400 | 421
  reason: string
}

/**
 * Finds what Node lets through and should not (two Host headers, an absolute-form target with another host, HTTP/0.9, GET
 * with a body), and every Host that is not the console's own: a page of another name could otherwise be pointed at this
 * server (DNS rebinding). Undefined when nothing is wrong.
 */
export function badTarget(request: Request, publicUrl: string, incoming?: IncomingMessage): BadTarget | undefined {
  const { headers, method } = request
  const hosts = incoming ? hostHeaders(incoming) : [headers.get('host')].filter((host) => host !== null)
  if (hosts.length > 1) return { status: 400, reason: 'More than one Host header' }
  if (incoming && Number(incoming.httpVersion) < 1) return { status: 400, reason: 'HTTP/0.9 is not spoken here' }
  if ((method === 'GET' || method === 'HEAD') && hasBody(headers))
    return { status: 400, reason: `${method} with a body` }
  const target = new URL(request.url)
  // RFC 9110, 4.2.4: a sign of somebody being misled.
  if (target.username || target.password) return { status: 400, reason: 'The address names a user' }
  const named = [...hosts, target.host]
  const foreign = named.some((host) => !isHostOf(host, publicUrl))
  return foreign ? { status: 421, reason: `This console is at ${new URL(publicUrl).origin}` } : undefined
}

const hostHeaders = ({ rawHeaders }: IncomingMessage): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host')

const hasBody = (headers: Headers): boolean =>
  headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0

/** Compared under the public scheme, so that its default port may be written or not. */
const isHostOf = (host: string, publicUrl: string): boolean => {
  const home = new URL(publicUrl)
  if (/[/\\@?#\s]/.test(host)) return false
  return URL.parse(`${home.protocol}//${host}`)?.host === home.host
}
