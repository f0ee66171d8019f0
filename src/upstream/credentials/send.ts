/**
 * The only place where the client's secret and the bearer tokens are sent: the secret with the call of `/login/token`
 * (`tokenRequest`), a token with every other call (`authorised`).
 */
import type { EnvironmentSetting } from '../../config/config.ts'
import { MINUTE } from '../../contract/durations.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import { Refusal } from '../../contract/refusal.ts'
import { TokenAnswer, WEBHOOKS_SCOPE } from '../../contract/upstream/token.ts'
import { createDifferences, type Differences } from '../answers/differences.ts'
import { OPERATIONS, type Operation } from '../answers/operations.ts'
import { refusalOfAnswer } from '../answers/refusal-of-answer.ts'
import { refusalOfFault, refusalOfUnreadable } from '../answers/refusal-of-fault.ts'
import { createReplyReader, type ReplyReader, type UnreadSubscription } from '../answers/reply.ts'
import { callUpstream, type UpstreamAnswer, type UpstreamCall } from '../transport/call.ts'
import { type ClockDifference, createClockDifference } from '../transport/clock-difference.ts'
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
  observe?: CallObserver | undefined
  /** Gets each listed subscription that cannot be read, once; `why` quotes nothing of it. */
  reportUnread?: (unread: UnreadSubscription) => void
}

/** Hears of the calls of an environment's API, for figures. */
export interface CallObserver {
  /** Takes a call that came to its end, after so many ms; without a status no answer came. */
  called(operation: Operation, status: number | undefined, took: number): void
  /** Takes the code of a refusal, by the API or for want of its answer. */
  refused(operation: Operation, code: ProblemCode): void
}

/** The request of one call of the API. */
export interface Outgoing extends Omit<Partial<UpstreamCall>, 'url'> {
  /** Below the customer, each part checked: `/webhooks/subscriptions`. */
  path: string
  query?: Record<string, string | undefined>
}

/** An abort of the signal ends a read. Writes take none: one that has begun cannot be taken back. */
export interface ReadOptions {
  signal?: AbortSignal | undefined
}

/** Carries out one call and returns its 2xx answer. Throws a `Refusal` for everything else. */
export interface Sender {
  /** Gets a token, unless one is held. */
  authenticate(): Promise<void>
  /** Sends the bearer token; renews a refused one once and repeats the call once (API 1.1). */
  authorised(operation: Operation, outgoing: Outgoing): Promise<UpstreamAnswer>
  /** Sends no credentials of its own. */
  open(operation: Operation, outgoing: Outgoing): Promise<UpstreamAnswer>
  /** Reads the answers of this environment, and notes where they differ from the documentation. */
  read: ReplyReader
  differences: Differences
  clock: Pick<ClockDifference, 'ahead'>
}

/** Milliseconds for all tries of one call, a little more than the 10 s in which the API answers (API 1.5). */
const BUDGET = 11_000
const MAX_ANSWER = 16 * 2 ** 20
/** Replaced tokens that are still struck out of texts of the API: an answer may quote one. */
const REMEMBERED = 10
/** Milliseconds after which a token is renewed whose life is not known. */
const UNKNOWN_LIFE = 5 * MINUTE
/** The longest life that is believed, in seconds: a token policy allows an hour at most (API 2). */
const LONGEST_LIFE = 86_400
/** The characters of a bearer token (RFC 6750 section 2.1). */
const SENDABLE = /^[\w.~+/-]+=*$/

/** Creates the one way to the API of an environment, with limits, retries of reads, credentials and refusals. */
export function createSender({ environment, fetch, now, random = Math.random, observe }: UpstreamOptions): Sender {
  /** Returns the forms of the credentials as they are now: the secret may be renewed at any time. */
  const credentials = () => {
    const forms = basicForms(environment)
    for (const secret of [environment.clientSecret.reveal(), ...forms]) secrets.add(secret)
    return forms
  }
  /** True while the documented form of the credentials is the one that worked last. */
  let plain = true
  const secrets = new Set<string>()
  const differences = createDifferences(now)
  const clock = createClockDifference()
  const read = createReplyReader(differences)
  const issued: string[] = []
  const bytes = environment.maxAnswerBytes ?? MAX_ANSWER

  const observed = (operation: Operation, refusal: Refusal): Refusal => {
    observe?.refused(operation, refusal.problem.code)
    return refusal
  }
  const answerTo = async (operation: Operation, { path, query = {}, ...rest }: Outgoing): Promise<UpstreamAnswer> => {
    const url = urlOf(environment, path, query)
    const once = async (time: number) => {
      const [asked, begun] = [now(), performance.now()]
      let status: number | undefined
      try {
        const answer = await callUpstream(fetch, { method: 'GET', headers: {}, ...rest, url }, { time, bytes })
        status = answer.status
        clock.saw(answer.headers, asked, now())
        return answer
      } finally {
        observe?.called(operation, status, performance.now() - begun)
      }
    }
    try {
      if (OPERATIONS[operation].writes) return await once(BUDGET)
      return await withRetries(once, { now, random, time: BUDGET, from: operation === 'token' ? 500 : 502 })
    } catch (error) {
      throw error instanceof UpstreamFault ? observed(operation, refusalOfFault(error, operation)) : error
    }
  }
  const accepted = (operation: Operation, answer: UpstreamAnswer): UpstreamAnswer => {
    if (answer.status >= 200 && answer.status < 300) return answer
    credentials()
    const refusal = refusalOfAnswer(answer, { operation, secrets: [...secrets, ...issued], now: now() })
    throw observed(operation, refusal)
  }
  const open: Sender['open'] = async (operation, outgoing) => accepted(operation, await answerTo(operation, outgoing))

  const askForToken = (basic: string) => open('token', tokenRequest(basic))
  /** Asks in the form that worked last; in the other one when that is refused (API 2, 18 #3). */
  const tokenAnswer = async (): Promise<UpstreamAnswer> => {
    const forms = credentials()
    const [first = '', other] = plain ? forms : forms.toReversed()
    try {
      return await askForToken(first)
    } catch (refused) {
      if (other === undefined || !isBadCredentials(refused)) throw refused
      const answer = await askForToken(other).catch(() => {
        throw refused
      })
      plain = !plain
      return answer
    }
  }
  const issue = async (): Promise<IssuedToken> => {
    const answer = await tokenAnswer()
    const { access_token: token, expires_in: seconds } = read.one('token', TokenAnswer, answer)
    if (!SENDABLE.test(token)) throw refusalOfUnreadable(answer.status, 'not fit for a header', 'token')
    issued.unshift(token)
    issued.length = Math.min(issued.length, REMEMBERED)
    const known = seconds !== undefined && seconds > 0 && seconds <= LONGEST_LIFE
    return { token, life: known ? seconds * 1000 : UNKNOWN_LIFE }
  }
  const tokens = createAccessToken(issue, now)

  return {
    authenticate: async () => void (await tokens.current()),
    open,
    read,
    differences,
    clock,
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

/**
 * Returns the forms in which the credentials may be expected, the documented one first: plain (API 2), then form-encoded
 * (RFC 6749 section 2.3.1). They are one where nothing has to be encoded.
 */
const basicForms = ({ clientId, clientSecret }: EnvironmentSetting): string[] => {
  const encoded = (value: string) => new URLSearchParams([['', value]]).toString().slice(1)
  const halves = [clientId, clientSecret.reveal()]
  const forms = [halves, halves.map(encoded)].map((pair) => Buffer.from(pair.join(':')).toString('base64'))
  return [...new Set(forms)]
}

const isBadCredentials = (error: unknown): boolean =>
  error instanceof Refusal && [400, 401].includes(error.problem.upstreamStatus ?? 0)

const tokenRequest = (basic: string): Outgoing => ({
  method: 'POST',
  path: '/login/token',
  headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ grant_type: 'client_credentials', scope: WEBHOOKS_SCOPE }).toString(),
})
