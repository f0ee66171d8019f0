import { faultOf, UpstreamFault } from './fault.ts'
import type { Fetch } from './network-fetch.ts'
import { partsOf, SILENCE } from './streamed-body.ts'
import { unlessAborted } from './unless-aborted.ts'

/** One request to the API, as its parts. */
export interface UpstreamCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  /** An abort of this signal ends the call. */
  signal?: AbortSignal | undefined
  /** True when only the status of a 2xx answer is wanted. */
  statusOnly?: boolean
  /** A 2xx answer is wanted part by part: the time limit ends with its headers, and no size limit applies. */
  streamed?: boolean
}

/** An answer that was read to its end; `streamed` ones have `parts` in place of a text. */
export interface UpstreamAnswer {
  status: number
  headers: Headers
  text: string
  parts?: AsyncGenerator<Uint8Array>
}

export interface CallLimits {
  /** Milliseconds from the connection to the last byte: a dripping answer ends too. */
  time: number
  /** Most bytes of the answer, after inflating. */
  bytes: number
}

/**
 * Calls the API through `fetch` and keeps the limits itself. Refuses a redirect.
 * Throws `UpstreamFault` when there is no whole answer; an answer of any other status is an answer.
 */
export async function callUpstream(fetch: Fetch, call: UpstreamCall, limits: CallLimits): Promise<UpstreamAnswer> {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(new UpstreamFault('timeout')), limits.time)
  const signal = call.signal ? AbortSignal.any([end.signal, call.signal]) : end.signal
  try {
    const options = call.streamed ? { silence: SILENCE } : {}
    const response = await unlessAborted(signal, () => fetch(requestOf(call, signal), options))
    const { status, headers } = response
    if (response.redirected || (status >= 300 && status < 400))
      throw new UpstreamFault('redirect', undefined, headers.get('location') ?? undefined)
    if (call.streamed && response.ok)
      return { status, headers, text: '', parts: partsOf(response.body, { signal, end: () => end.abort() }) }
    const unread = call.statusOnly && response.ok
    if (unread) end.abort()
    return {
      status,
      headers,
      text: unread ? '' : await unlessAborted(signal, () => textOf(response, limits.bytes, signal)),
    }
  } catch (error) {
    end.abort()
    if (call.signal?.aborted) throw new UpstreamFault('cancelled')
    throw faultOf(error)
  } finally {
    clearTimeout(timer)
  }
}

const requestOf = ({ method, url, headers, body }: UpstreamCall, signal: AbortSignal): Request =>
  new Request(url, {
    method,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'webhooks-console',
      ...headers,
    },
    redirect: 'manual',
    signal,
    ...(body !== undefined && { body }),
  })

/**
 * Reads a text up to `most` bytes, and drops the rest when the signal aborts. Takes its listener off the signal, which may
 * live as long as the process.
 */
const textOf = async ({ headers, body }: Response, most: number, signal: AbortSignal): Promise<string> => {
  if (Number(headers.get('content-length') ?? 0) > most) throw new UpstreamFault('oversized')
  if (body === null) return ''
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await textIn(reader, most)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const textIn = async (reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<string> => {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength
    if (bytes > most) throw new UpstreamFault('oversized')
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}
