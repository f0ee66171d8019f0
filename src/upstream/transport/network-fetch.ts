import { ReadableStream as NodeStream } from 'node:stream/web'
import { Agent, type Dispatcher } from 'undici'

/**
 * How anything upstream is reached: the network, a sandbox or a test stand behind the same shape. `silence` is how long
 * the answer may pause, in ms, where that differs from what the API promises.
 */
export type Fetch = (request: Request, options?: { silence?: number }) => Promise<Response>

/** `Fetch` over the network, with connections to close at the end. */
export interface NetworkFetch extends Fetch {
  close(): Promise<void>
}

/** The API answers within 10 s or not at all (API 1.5): its silence is given a little more. */
const SILENCE = 10_500

/**
 * Many connections, more than all runs together use at once, and no pipelining: a late answer holds up none but its own
 * caller, and a run holds up nobody.
 */
const LIMITS = {
  connections: 384,
  allowH2: false,
  autoSelectFamily: true,
  headersTimeout: SILENCE,
  bodyTimeout: SILENCE,
  connect: { timeout: 5000 },
} as const satisfies Agent.Options

const BODILESS = new Set([204, 205, 304])

/**
 * The network as a `Fetch`: follows no redirect, inflates nothing, keeps no cookies. Total time and size are the
 * caller's to bound (`callUpstream`). What may change something gets a connection of its own: on a kept one that the
 * other side has just closed, nobody could tell whether the request was read.
 */
export function networkFetch(): NetworkFetch {
  const kept = new Agent({ ...LIMITS, pipelining: 1 })
  const fresh = new Agent({ ...LIMITS, pipelining: 0 })
  const fetch: Fetch = async (request, { silence = SILENCE } = {}) => {
    const agent = request.method === 'GET' ? kept : fresh
    const { origin, pathname, search } = new URL(request.url)
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: request.method as Dispatcher.HttpMethod,
      headers: Object.fromEntries(request.headers),
      body: request.body === null ? null : await request.text(),
      signal: request.signal,
      bodyTimeout: silence,
    })
    return await responseOf(answer)
  }
  return Object.assign(fetch, { close: async () => void (await Promise.all([kept.close(), fresh.close()])) })
}

const responseOf = async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Response> => {
  const bodiless = BODILESS.has(statusCode)
  if (bodiless) await body.dump()
  return new Response(bodiless ? null : (NodeStream.from(body) as ReadableStream<Uint8Array>), {
    status: statusCode,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((single): [string, string] => [name, single]),
    ),
  })
}
