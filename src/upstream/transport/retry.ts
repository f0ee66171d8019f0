import type { UpstreamAnswer } from './call.ts'
import { UpstreamFault } from './fault.ts'

export interface RetryBudget {
  now: () => number
  random: () => number
  /** Milliseconds for all tries together. */
  time: number
  /** The lowest status of an answer after which another try is made. */
  from: number
}

/** The longest waits before the second and the third try, in ms. */
const WAITS = [250, 1000] as const
const LONGEST_WAIT = 1000
/** No try is begun with less than this left, in ms: it would only end as a timeout. */
const LEAST_TIME = 1000

/**
 * Reads with a second and third try, after random waits, when a connection fails or the answer has the status `from` or a
 * higher one without a `Retry-After`. Each try gets what is left of the budget, in ms. Only for calls that change nothing.
 */
export async function withRetries(
  read: (timeLeft: number) => Promise<UpstreamAnswer>,
  { now, random, time, from }: RetryBudget,
): Promise<UpstreamAnswer> {
  const end = now() + time
  const mayWait = () => end - now() >= LONGEST_WAIT + LEAST_TIME
  for (const longest of WAITS) {
    try {
      const answer = await read(end - now())
      if (!mayRecover(answer, from) || !mayWait()) return answer
    } catch (error) {
      if (!mayPass(error) || !mayWait()) throw error
    }
    await wait(random() * longest)
  }
  return await read(end - now())
}

const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time))

const mayPass = (error: unknown): boolean =>
  error instanceof UpstreamFault && (error.kind === 'unsent' || error.kind === 'lost')

const mayRecover = ({ status, headers }: UpstreamAnswer, from: number): boolean =>
  status >= from && status <= 504 && !headers.has('retry-after')
