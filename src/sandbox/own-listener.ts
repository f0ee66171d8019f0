import type { HeaderMap } from '../contract/upstream/common.ts'
import type { Answer } from './answer.ts'
import type { Clock } from './clock.ts'
import type { Behaviour } from './listeners.ts'

const ERRORS = {
  refuse: 'connection refused: nothing listens on the port',
  close: 'connection closed: the listener hung up without an answer',
  garbage: 'malformed response: the answer is not HTTP',
  tls: 'tls: the certificate is self-signed',
} as const

/**
 * Answers a delivery the way the behaviour says.
 * @param patience how long a delivery waits for an answer, in real milliseconds
 */
export const answerAs = async (
  behaviour: Exclude<Behaviour, { does: 'recover' }>,
  clock: Clock,
  patience: number,
): Promise<Answer> => {
  switch (behaviour.does) {
    case 'accept':
    case 'status':
      if (behaviour.delay) await pause(clock, behaviour.delay)
      return { statusCode: behaviour.status ?? 200, headers: headersOf(clock, behaviour.headers) }
    case 'timeout':
      await pause(clock, patience)
      return { error: 'timeout: no answer within 10 s' }
    default:
      return { error: ERRORS[behaviour.does] }
  }
}

const pause = (clock: Clock, milliseconds: number) =>
  new Promise<void>((resolve) => void clock.after(milliseconds, resolve))

const headersOf = (clock: Clock, headers: HeaderMap = {}): HeaderMap => ({
  'Content-Type': 'text/plain; charset=UTF-8',
  Date: new Date(clock.now()).toUTCString(),
  Server: 'sandbox-listener',
  ...headers,
})
