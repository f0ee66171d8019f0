import { DelegateBackoff, handleWhen, type IRetryBackoffContext, retry } from 'cockatiel'
import type { UpstreamAnswer } from './call.ts'
import { UpstreamFault } from './fault.ts'

export interface Patience {
  now: () => number
  random: () => number
  /** For all tries together, in ms. */
  time: number
}

/** The longest waits before the second and the third try, in ms. */
const WAITS = [250, 1000] as const
const LONGEST_WAIT = 1000
/** No try is begun with less than this left, in ms: it would only end as a timeout. */
const LEAST_TIME = 1000

/**
 * Reads with a second and third try, after random waits, when a connection fails or the answer is 502, 503 or 504
 * without a `Retry-After`. Each try gets what is left of the patience, in ms. Only for calls that change nothing.
 */
export const withRetries = (
  read: (timeLeft: number) => Promise<UpstreamAnswer>,
  { now, random, time }: Patience,
): Promise<UpstreamAnswer> => {
  const end = now() + time
  const mayWait = () => end - now() >= LONGEST_WAIT + LEAST_TIME
  const policy = retry(
    handleWhen((error) => passes(error) && mayWait()).orWhenResult(
      (answer) => recovers(answer as UpstreamAnswer) && mayWait(),
    ),
    {
      maxAttempts: WAITS.length,
      backoff: new DelegateBackoff(
        ({ attempt }: IRetryBackoffContext<unknown>) => random() * (WAITS[attempt - 1] ?? LONGEST_WAIT),
      ),
    },
  )
  return policy.execute(() => read(end - now()))
}

const passes = (error: unknown): boolean =>
  error instanceof UpstreamFault && (error.kind === 'unsent' || error.kind === 'lost')

const recovers = ({ status, headers }: UpstreamAnswer): boolean =>
  status >= 502 && status <= 504 && !headers.has('retry-after')
