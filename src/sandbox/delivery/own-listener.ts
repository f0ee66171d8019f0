import type { HeaderMap } from '../../contract/upstream/common.ts'
import type { Answer } from '../base/answer.ts'
import type { Clock } from '../base/clock.ts'
import type { Behaviour } from '../state/listeners.ts'

const ERRORS = {
  timeout: 'timeout: no answer within 10 s',
  refuse: 'connection refused: nothing listens on the port',
  close: 'connection closed: the listener hung up without an answer',
  garbage: 'malformed response: the answer is not HTTP',
  tls: 'tls: the certificate is self-signed',
} as const

type Answering = Exclude<Behaviour, { does: 'recover' }>

/** Returns the answer of a listener with that behaviour at a time (epoch milliseconds), without its delay. */
export function answerOf(behaviour: Answering, at: number): Answer {
  return behaviour.does === 'accept' || behaviour.does === 'status'
    ? { statusCode: behaviour.status ?? 200, headers: headersOf(at, behaviour.headers) }
    : { error: ERRORS[behaviour.does] }
}

/**
 * Answers a delivery the way the behaviour says.
 * @param patience how long a delivery waits for an answer, in real milliseconds
 */
export async function answerAs(behaviour: Answering, clock: Clock, patience: number): Promise<Answer> {
  const wait = behaviour.does === 'timeout' ? patience : 'delay' in behaviour ? behaviour.delay : undefined
  if (wait) await pause(clock, wait)
  return answerOf(behaviour, clock.now())
}

const pause = (clock: Clock, milliseconds: number) =>
  new Promise<void>((resolve) => void clock.after(milliseconds, resolve))

const headersOf = (at: number, headers: HeaderMap = {}): HeaderMap => ({
  'Content-Type': 'text/plain; charset=UTF-8',
  Date: new Date(at).toUTCString(),
  Server: 'sandbox-listener',
  ...headers,
})
