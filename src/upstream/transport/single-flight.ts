/**
 * Makes `work` run once at a time: a call while it is under way gets the same promise instead of a second run. Keeps
 * neither a result nor an error, so the next call after it has ended runs the work again.
 */
export function singleFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined
  return () => {
    pending ??= work().finally(() => {
      pending = undefined
    })
    return pending
  }
}
