import { promises as dns, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { buildConnector, Client, type Dispatcher } from 'undici'
import { SECOND } from '../../contract/durations.ts'
import type { ReplayFailure } from '../../contract/run-note.ts'
import type { HeaderMap } from '../../contract/upstream/common.ts'
import { maskHeaders } from '../../upstream/answers/mask-headers.ts'
import { type FaultKind, faultOf } from '../../upstream/transport/fault.ts'
import { mustBeToken, NotReplayable, publicAddresses, type Resolve, replayUrl } from './endpoint.ts'

/** A stored token, and where the API says its subscription's listener is. */
export interface Replay {
  endpoint: string
  /** The compact security event token as it was sent. */
  token: string
}

/**
 * What the listener answered, cookies masked; or why there is no answer, in words. `sent`: something of the request may
 * have reached the listener, so the outcome is unknown and must not be repeated by itself.
 */
export type ReplayAnswer = { status: number; headers: HeaderMap } | { error: ReplayFailure; sent: boolean }

/** Posts a token to its listener, once. Never throws. */
export type ReplayPost = (replay: Replay) => Promise<ReplayAnswer>

export interface ReplayPostOptions {
  resolve?: Resolve
  /** Where a checked address is dialled; a listener of a test stands on this machine. */
  dial?: (address: LookupAddress) => LookupAddress
  /** Certificate authorities in place of the system's. */
  ca?: string
  /** For all of it, from resolving to the answer's headers, in ms. */
  timeout?: number
}

/** As long as Identity Cloud waits for a listener (API 13, 18 #22), in ms. */
const TIMEOUT = 10 * SECOND
const BODY_READ = 64 * 1024
/**
 * The direct replay over the network: https only, to public addresses only, checked after the one resolution and pinned
 * for the connection, certificate checked for the name, no redirects, of the answer only status and headers. The headers
 * are those of Identity Cloud (API 11) but for the name of who sends.
 */
export function createReplayPost({
  resolve = (hostname) => dns.lookup(hostname, { all: true }),
  dial = (address) => address,
  ca,
  timeout = TIMEOUT,
}: ReplayPostOptions = {}): ReplayPost {
  const post = async ({ endpoint, token }: Replay, signal: AbortSignal, connected: () => void) => {
    const url = replayUrl(endpoint)
    mustBeToken(token)
    const addresses = await unlessAborted(signal, publicAddresses(url, resolve))
    const connect = buildConnector({
      lookup: pinnedTo(addresses.map(dial)),
      ...(ca !== undefined && { ca }),
      rejectUnauthorized: true,
      timeout,
      allowH2: false,
    })
    const client = new Client(url.origin, {
      connect: (options, done) =>
        connect(options, (error, socket) => {
          if (error) return done(error, null)
          connected()
          done(null, socket)
        }),
      pipelining: 0,
    })
    try {
      return await request(client, url, token, signal)
    } finally {
      await client.destroy()
    }
  }

  return async (replay) => {
    const end = new AbortController()
    const timer = setTimeout(() => end.abort(), timeout)
    let sent = false
    try {
      return await post(replay, end.signal, () => {
        sent = true
      })
    } catch (error) {
      if (error instanceof NotReplayable) return { error: error.note, sent: false }
      if (end.signal.aborted) return { error: { code: 'listenerLate', seconds: timeout / SECOND }, sent }
      return { error: listenerFault(faultOf(error).kind, sent), sent }
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Returns why a listener gave no answer. `sent`: it could be connected to. */
export function listenerFault(kind: FaultKind, sent: boolean): ReplayFailure {
  return { code: 'listenerFault', fault: kind === 'lost' && !sent ? 'insecure' : kind }
}

const request = async (client: Client, url: URL, token: string, signal: AbortSignal): Promise<ReplayAnswer> => {
  const { statusCode, headers, body } = await client.request({
    method: 'POST',
    path: url.pathname + url.search,
    headers: { accept: '*/*', 'content-type': 'application/secevent+jwt', 'user-agent': 'webhooks-console' },
    body: token,
    signal,
  })
  // The answer is known; a listener may still finish what it says, up to a point.
  await body.dump({ limit: BODY_READ, signal }).catch(() => undefined)
  return { status: statusCode, headers: maskHeaders(headerMap(headers)) }
}

/** For the socket: the addresses that were checked, whatever it asks for. */
const pinnedTo =
  (addresses: LookupAddress[]): LookupFunction =>
  (_hostname, { all }, done) => {
    const [first] = addresses
    if (all) done(null, addresses)
    else done(null, first?.address ?? '', first?.family ?? 4)
  }

const headerMap = (headers: Dispatcher.ResponseData['headers']): HeaderMap =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

const unlessAborted = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  const aborted = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true })
  return Promise.race([aborted.promise, work])
}
