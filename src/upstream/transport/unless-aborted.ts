/** The work's result, or the signal's reason as soon as it aborts, even if the work does not care. */
export const unlessAborted = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
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
