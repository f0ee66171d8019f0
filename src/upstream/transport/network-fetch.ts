import { pipeline, type Readable, type Transform } from 'node:stream'
import { ReadableStream as NodeStream } from 'node:stream/web'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { Agent, type Dispatcher } from 'undici'

/**
 * Sends a request to the API: the network, a sandbox and a test have this shape. `silence` is the longest pause of the
 * answer in ms, where it differs from what the API promises.
 */
export type Fetch = (request: Request, options?: { silence?: number }) => Promise<Response>

/** `Fetch` over the network, with connections to close at the end. */
export interface NetworkFetch extends Fetch {
  close(): Promise<void>
}

/** Milliseconds that an answer may pause, a little more than the 10 s in which the API answers (API 1.5). */
const SILENCE = 10_500

/**
 * There are more connections than all runs use at once, and no pipelining: a late answer holds up only its own caller, and
 * a run holds up no person.
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
 * Returns the network as a `Fetch` that follows no redirect and keeps no cookies; `callUpstream` bounds time and size.
 * Packed answers are unpacked although none was asked for: an API behind a content network may pack all the same. Each write gets a new connection: on a kept one that the other side has just closed, it would be unknown
 * if the request was read.
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
  return new Response(bodiless ? null : (NodeStream.from(unpacked(body, headers)) as ReadableStream<Uint8Array>), {
    status: statusCode,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((single): [string, string] => [name, single]),
    ),
  })
}

/** The codings of a packed answer (RFC 9110 section 8.4.1). */
const UNPACK: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/** Returns a body without its codings, the last one undone first. A fault of either end ends both. */
const unpacked = (body: Readable, headers: Dispatcher.ResponseData['headers']): Readable => {
  const codings = [headers['content-encoding'] ?? []].flat().flatMap((value) => value.toLowerCase().split(','))
  const steps = codings.map((coding) => UNPACK[coding.trim()]).filter((step) => step !== undefined)
  return steps.reduceRight<Readable>(
    (packed, step) => pipeline(packed, step(), () => undefined) as unknown as Readable,
    body,
  )
}
