import { changeAnswer } from './answers/change-answer.ts'
import type { Api } from './api.ts'
import { errorBody } from './base/refusal.ts'
import type { Core } from './delivery/core.ts'
import type { Fault } from './state/faults.ts'

/** A connection that broke, as `fetch` tells it; a server that meets it destroys the socket. */
export class ConnectionReset extends TypeError {
  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
  }
}

type Handler = (request: Request) => Promise<Response>

/** Lets the faults that hit a request happen to it, in their order, the ones after the operation last. */
export function withFaults(core: Core, api: Api): Handler {
  return async (request) => {
    const { pathname } = new URL(request.url)
    const operation = api.operationOf(request)
    const faults = core.state.faults.strike({ method: request.method, path: pathname, operation })
    for (const fault of faults) {
      const answer = await before(core, fault, request)
      if (answer) return answer
    }
    let response = await api.fetch(request)
    for (const fault of faults) response = await after(fault, response)
    return response
  }
}

const before = async (core: Core, fault: Fault, request: Request): Promise<Response | undefined> => {
  switch (fault.does) {
    case 'status':
      return statusOf(fault)
    case 'too-many-requests':
      return tooManyRequests(fault.retryAfter)
    case 'delay':
      await pause(core, fault.milliseconds, request.signal)
      return undefined
    case 'revoke-tokens':
      core.state.tokens.revoke()
      return undefined
    case 'reset':
      if (fault.when !== 'after') throw new ConnectionReset()
      return undefined
    default:
      return undefined
  }
}

const after = async (fault: Fault, response: Response): Promise<Response> => {
  switch (fault.does) {
    case 'reset':
      throw new ConnectionReset()
    case 'broken-json': {
      const text = await response.text()
      return new Response(text.slice(0, Math.max(2, text.length / 2)) || '{"', like(response))
    }
    case 'answer':
      return changeAnswer(response, fault)
    case 'oversized':
      await response.body?.cancel()
      return new Response(endless(fault.bytes ?? 64 * 1024 * 1024), like(response))
    default:
      return response
  }
}

const statusOf = ({ status, details, body = errorBody(status, details) }: Extract<Fault, { does: 'status' }>) =>
  typeof body === 'string' ? new Response(body || null, { status }) : Response.json(body, { status })

const tooManyRequests = (retryAfter: number | null = 60) =>
  Response.json(errorBody(429), {
    status: 429,
    headers: retryAfter === null ? {} : { 'Retry-After': String(retryAfter) },
  })

/** A status that allows a body, and JSON by its own word. */
const like = ({ status }: Response): ResponseInit => ({
  status: status === 204 ? 200 : status,
  headers: { 'Content-Type': 'application/json' },
})

const pause = (core: Core, milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const cancel = core.options.clock.after(milliseconds, resolve)
    signal.addEventListener('abort', () => {
      cancel()
      resolve()
    })
  })

/** A JSON text of so many bytes, made as it is read. */
const endless = (bytes: number): ReadableStream<Uint8Array> => {
  let left = bytes
  const chunk = new TextEncoder().encode(' '.repeat(64 * 1024))
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close()
      controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)))
      left -= chunk.length
    },
  })
}
