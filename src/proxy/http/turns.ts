import { setImmediate as yieldToEventLoop } from 'node:timers/promises'

/** Waits for a turn of work that holds up the process, and gives the function that ends it. */
export type Turns = () => Promise<() => void>

/**
 * Creates a row in which one piece of long work goes at a time, with everything else of the process between two of them:
 * twenty long files at once then cost the others no more waiting than one.
 */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = last
    last = promise.then(() => yieldToEventLoop())
    await before
    return resolve
  }
}
