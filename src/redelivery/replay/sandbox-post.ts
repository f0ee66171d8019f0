import { z } from 'zod'
import { HeaderMap } from '../../contract/upstream/common.ts'
import { maskHeaders } from '../../upstream/answers/mask-headers.ts'
import { parseJson } from '../../upstream/answers/parse-json.ts'
import { callUpstream, type UpstreamAnswer } from '../../upstream/transport/call.ts'
import { type FaultKind, faultOf } from '../../upstream/transport/fault.ts'
import type { Fetch } from '../../upstream/transport/network-fetch.ts'
import { mustBeToken, NotReplayable, replayUrl } from './endpoint.ts'
import { listenerFault, type Replay, type ReplayAnswer, type ReplayPost } from './post.ts'

/** The path at which the sandbox takes a token for one of its own listeners; it posts to no others. */
const DELIVERIES = '/_sandbox/deliveries'
/** The limits of a post: the sandbox's listeners take up to 10 s (in ms). */
const LIMITS = { time: 11_000, bytes: 64 * 1024 }

const Delivered = z.object({
  answer: z.union([z.object({ statusCode: z.number().int(), headers: HeaderMap }), z.object({ error: z.string() })]),
})

/**
 * Makes the direct replay in a sandbox, whose listeners exist nowhere else: the same guards, but the sandbox hands it
 * over.
 */
export function createSandboxReplay({ baseUrl, fetch }: { baseUrl: string; fetch: Fetch }): ReplayPost {
  return async ({ endpoint, token }) => {
    try {
      replayUrl(endpoint)
      mustBeToken(token)
      return answerIn(await callUpstream(fetch, request(baseUrl, { endpoint, token }), LIMITS))
    } catch (error) {
      if (error instanceof NotReplayable) return { error: error.note, sent: false }
      const { kind } = faultOf(error)
      return { error: { code: 'sandboxSilent', fault: kind }, sent: kind !== 'unsent' && kind !== 'untrusted' }
    }
  }
}

const request = (baseUrl: string, replay: Replay) => ({
  method: 'POST' as const,
  url: baseUrl + DELIVERIES,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...replay, userAgent: 'webhooks-console' }),
})

const answerIn = ({ status, text }: UpstreamAnswer): ReplayAnswer => {
  if (status >= 400 && status < 500) return { error: { code: 'sandboxOnly' }, sent: false }
  const answer = Delivered.safeParse(parseJson(text)).data?.answer
  if (!answer) return { error: { code: 'sandboxUnclear' }, sent: true }
  if ('statusCode' in answer) return { status: answer.statusCode, headers: maskHeaders(answer.headers) }
  const [kind, sent] = KINDS.find(([begins]) => answer.error.startsWith(begins))?.[1] ?? ['lost', true]
  return { error: listenerFault(kind, sent), sent }
}

/** The beginnings of the listener's errors, each with its fault and whether the listener got anything. */
const KINDS: [begins: string, [kind: FaultKind, sent: boolean]][] = [
  ['timeout', ['timeout', true]],
  ['connection refused', ['unsent', false]],
  ['tls', ['untrusted', false]],
  ['malformed', ['garbled', true]],
]
