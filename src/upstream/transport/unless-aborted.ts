/**
 * Returns the result of `work`, or throws the signal's reason as soon as it aborts, even when the work goes on. Takes its
 * listener off the signal in either case: a signal may outlive many calls.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([aborted.promise, work()])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
