import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Log } from '../../config/log.ts'
import { MINUTE, SECOND } from '../../contract/durations.ts'
import { refusals } from '../words/refusals.ts'
import { problemResponse } from './problem.ts'
import { protect } from './security.ts'

/** The limits of connections. Times are in milliseconds. */
export interface ConnectionLimits {
  /** The time for a request's headers; a connection that says nothing is closed after it. */
  headers: number
  /** The time for a whole request, however fast it comes: the file of an export over a slow line. */
  request: number
  /** The time for which an idle connection is kept; longer than load balancers keep theirs. */
  idle: number
  /** The time between two looks at these. */
  look: number
  /** The number of connections at once; more are closed unheard. */
  connections: number
}

const LIMITS: ConnectionLimits = {
  headers: 10 * SECOND,
  request: 6 * MINUTE,
  idle: 75 * SECOND,
  look: SECOND,
  connections: 2000,
}

export interface NodeServerOptions {
  publicUrl: string
  log: Log
  limits?: Partial<ConnectionLimits>
  /** Returns true when the console is about to stop: connections are not kept then. */
  leaving?: () => boolean
}

/** The console as Node's HTTP server asks it. */
type Answer = (request: Request, env: { incoming: unknown }) => Promise<Response>

/**
 * Creates the HTTP server in front of the console, not yet listening. What never becomes a request (malformed, too slow, too
 * large) is answered with a problem and the headers of every answer.
 */
export function createNodeServer(
  answer: Answer,
  { publicUrl, log, limits, leaving = () => false }: NodeServerOptions,
): Server {
  const { headers, request, idle, look, connections } = { ...LIMITS, ...limits }
  const refused = (status: number, code: string): Response => {
    const requestId = randomUUID()
    log.info({ requestId, status, code }, 'not a request')
    return protect(problemResponse(refusals.notRequest(status), requestId), { publicUrl, requestId })
  }
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    errorHandler: () => refused(400, 'target'),
  })
  const answering = new WeakMap<Duplex, ServerResponse>()
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      keepAliveTimeout: idle,
      connectionsCheckingInterval: look,
      // Node's own refusal has no headers; the listener refuses it as well.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      answering.set(incoming.socket, outgoing)
      if (leaving()) outgoing.shouldKeepAlive = false
      outgoing.once('close', () => {
        if (!server.listening) server.closeIdleConnections()
      })
      void listener(incoming, outgoing)
    },
  )
  server.maxConnections = connections
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket)
    if (!socket.writable || error.code === 'ECONNRESET' || (begun?.headersSent && !begun.writableFinished)) {
      socket.destroy()
      return
    }
    const status = STATUS_OF[error.code ?? ''] ?? 400
    void refuse(socket, refused(status, error.code ?? 'unknown'))
  })
  server.on('checkExpectation', (incoming: IncomingMessage) => {
    void refuse(incoming.socket, refused(417, 'expectation'))
  })
  let told = 0
  server.on('drop', () => {
    if (Date.now() - told < MINUTE) return
    told = Date.now()
    log.warn({ connections }, 'too many connections: new ones are closed unheard')
  })
  return server
}

const STATUS_OF: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}

/** Writes an answer onto a connection that no request is to come from, and closes it. */
const refuse = async (socket: Duplex, answer: Response): Promise<void> => {
  const body = await answer.text()
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    ...[...answer.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
