/**
 * The only place where the client's secret and the bearer tokens are sent: the secret with the call of `/login/token`
 * (`tokenRequest`), a token with every other call (`authorised`).
 */
import type { EnvironmentSetting } from '../../config/config.ts'
import { TokenReply, WEBHOOKS_SCOPE } from '../../contract/upstream/token.ts'
import { OPERATIONS, type Operation } from '../answers/operations.ts'
import { refusalOfAnswer } from '../answers/refusal-of-answer.ts'
import { refusalOfFault, refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { readReply, type UnreadSubscription } from '../answers/reply.ts'
import { callUpstream, type UpstreamAnswer, type UpstreamCall } from '../transport/call.ts'
import { UpstreamFault } from '../transport/fault.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { withRetries } from '../transport/retry.ts'
import { createAccessToken, type IssuedToken } from './access-token.ts'

export interface UpstreamOptions {
  environment: EnvironmentSetting
  fetch: Fetch
  /** Milliseconds since 1970. */
  now: () => number
  /** From 0 to 1, for the waits between tries. */
  random?: () => number
  /** Gets each listed subscription that cannot be read, once; `why` quotes nothing of it. */
  reportUnread?: (unread: UnreadSubscription) => void
}

/** The request of one call of the API. */
export interface Outgoing extends Omit<Partial<UpstreamCall>, 'url'> {
  /** Below the customer, each part checked: `/webhooks/subscriptions`. */
  path: string
  query?: Record<string, string | undefined>
}

/** Carries out one call and returns its 2xx answer. Throws a `Refusal` for everything else. */
export interface Sender {
  /** Sends the bearer token; renews a refused one once and repeats the call once (API 1.1). */
  authorised(operation: Operation, outgoing: Outgoing): Promise<UpstreamAnswer>
  /** Sends no credentials of its own. */
  open(operation: Operation, outgoing: Outgoing): Promise<UpstreamAnswer>
}

/** Milliseconds for all tries of one call, a little more than the 10 s in which the API answers (API 1.5). */
const BUDGET = 11_000
const MAX_ANSWER = 16 * 2 ** 20
/** Replaced tokens that are still struck out of texts of the API: an answer may quote one. */
const REMEMBERED = 10
/** The characters of a bearer token (RFC 6750 section 2.1). */
const SENDABLE = /^[\w.~+/-]+=*$/

/** Creates the one way to the API of an environment, with limits, retries of reads, credentials and refusals. */
export function createSender({ environment, fetch, now, random = Math.random }: UpstreamOptions): Sender {
  const basic = basicOf(environment)
  const secrets = [environment.clientSecret.reveal(), basic]
  const issued: string[] = []
  const bytes = environment.maxAnswerBytes ?? MAX_ANSWER

  const answerTo = async (operation: Operation, { path, query = {}, ...rest }: Outgoing): Promise<UpstreamAnswer> => {
    const url = urlOf(environment, path, query)
    const once = (time: number) => callUpstream(fetch, { method: 'GET', headers: {}, ...rest, url }, { time, bytes })
    try {
      if (OPERATIONS[operation].writes) return await once(BUDGET)
      return await withRetries(once, { now, random, time: BUDGET })
    } catch (error) {
      throw error instanceof UpstreamFault ? refusalOfFault(error, operation) : error
    }
  }
  const accepted = (operation: Operation, answer: UpstreamAnswer): UpstreamAnswer => {
    if (answer.status >= 200 && answer.status < 300) return answer
    throw refusalOfAnswer(answer, { operation, secrets: [...secrets, ...issued], now: now() })
  }
  const open: Sender['open'] = async (operation, outgoing) => accepted(operation, await answerTo(operation, outgoing))

  const issue = async (): Promise<IssuedToken> => {
    const answer = await open('token', tokenRequest(basic))
    const reply = readReply('token', TokenReply, answer)
    if (!SENDABLE.test(reply.access_token))
      throw refusalOfUnreadable(answer.status, 'token: not fit for a header', 'token')
    issued.unshift(reply.access_token)
    issued.length = Math.min(issued.length, REMEMBERED)
    return { token: reply.access_token, life: reply.expires_in * 1000 }
  }
  const tokens = createAccessToken(issue, now)

  return {
    open,
    async authorised(operation, outgoing) {
      const withToken = (token: string) =>
        answerTo(operation, { ...outgoing, headers: { ...outgoing.headers, authorization: `Bearer ${token}` } })
      const first = await tokens.current()
      const answer = await withToken(first)
      if (!isShutOut(answer)) {
        tokens.accepted(first)
        return accepted(operation, answer)
      }
      const second = await tokens.renew(first)
      if (second === undefined) return accepted(operation, answer)
      const again = await withToken(second)
      if (!isShutOut(again)) tokens.accepted(second)
      return accepted(operation, again)
    },
  }
}

/** 403 is an expired token as often as a missing permission (API 1.1, 18 #4). */
const isShutOut = ({ status }: UpstreamAnswer): boolean => status === 401 || status === 403

const urlOf = ({ baseUrl, customerId }: EnvironmentSetting, path: string, query: NonNullable<Outgoing['query']>) => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : ''
  return `${baseUrl}/${encodeURIComponent(customerId)}${path}${search}`
}

/** Both halves are form-encoded before they are joined (RFC 6749 section 2.3.1). */
const basicOf = ({ clientId, clientSecret }: EnvironmentSetting): string => {
  const encoded = (value: string) => new URLSearchParams([['', value]]).toString().slice(1)
  return Buffer.from(`${encoded(clientId)}:${encoded(clientSecret.reveal())}`).toString('base64')
}

const tokenRequest = (basic: string): Outgoing => ({
  method: 'POST',
  path: '/login/token',
  headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ grant_type: 'client_credentials', scope: WEBHOOKS_SCOPE }).toString(),
})
