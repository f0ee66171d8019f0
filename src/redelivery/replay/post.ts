import { promises as dns, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { buildConnector, Client, type Dispatcher } from 'undici'
import { SECOND } from '../../contract/durations.ts'
import type { ReplayFailure } from '../../contract/run-note.ts'
import type { HeaderMap } from '../../contract/upstream/common.ts'
import { maskHeaders } from '../../upstream/answers/mask-headers.ts'
import { type FaultKind, faultOf } from '../../upstream/transport/fault.ts'
import { unlessAborted } from '../../upstream/transport/unless-aborted.ts'
import { mustBeToken, NotReplayable, publicAddresses, type ResolveHost, replayUrl } from './endpoint.ts'

/** A stored token, and the endpoint of its subscription as the API has it. */
export interface Replay {
  endpoint: string
  /** The compact security event token as it was sent. */
  token: string
}

/**
 * The answer of the listener, cookies masked, or the reason there is none. `sent`: something of the request may have
 * reached the listener, so the outcome is unknown and the post must not be repeated by itself.
 */
export type ReplayAnswer = { status: number; headers: HeaderMap } | { error: ReplayFailure; sent: boolean }

/** Posts a token to its listener, once. Never throws. */
export type ReplayPost = (replay: Replay) => Promise<ReplayAnswer>

export interface ReplayPostOptions {
  resolve?: ResolveHost
  /** Returns the address to dial for a checked one; the listener of a test stands on this machine. */
  dial?: (address: LookupAddress) => LookupAddress
  /** Certificate authorities in place of the system's. */
  ca?: string
  /** The time for all of it, from resolving to the headers of the answer, in ms. */
  timeout?: number
}

/** The time that Identity Cloud waits for a listener (API 13, 18 #22), in ms. */
const TIMEOUT = 10 * SECOND
const BODY_READ = 64 * 1024
/**
 * Makes the direct replay over the network: https only, to public addresses only, resolved and checked once and pinned
 * for the connection, the certificate checked for the name, no redirects, and of the answer only status and headers.
 * The headers of the request are those of Identity Cloud (API 11) but for the user agent.
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
    const addresses = await unlessAborted(signal, () => publicAddresses(url, resolve))
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
  // The answer is known by now; the listener may finish its body, up to a limit.
  await body.dump({ limit: BODY_READ, signal }).catch(() => undefined)
  return { status: statusCode, headers: maskHeaders(headerMap(headers)) }
}

/** Returns a lookup that gives the socket the checked addresses, whatever name it asks for. */
const pinnedTo =
  (addresses: LookupAddress[]): LookupFunction =>
  (_hostname, { all }, done) => {
    const [first] = addresses
    if (all) done(null, addresses)
    else done(null, first?.address ?? '', first?.family ?? 4)
  }

const headerMap = (headers: Dispatcher.ResponseData['headers']): HeaderMap =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
