/** Waiting that can be ended for all at once. */
export interface Alarms {
  /** Waits until a moment (ms since 1970), or until all waiting is ended. */
  until(moment: number): Promise<void>
  endAll(): void
}

/**
 * Makes alarms. A clock that is set while somebody waits makes the wait no longer: `elapsed` only goes forward. `after` runs
 * a task after some milliseconds and returns how to cancel it.
 */
export function createAlarms(
  { now, elapsed }: { now: () => number; elapsed: () => number },
  after: (milliseconds: number, task: () => void) => () => void,
): Alarms {
  const waiting = new Set<() => void>()
  let over = false
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        cancel()
        waiting.delete(end)
        resolve()
      }
      const cancel = after(milliseconds, end)
      waiting.add(end)
    })
  return {
    async until(moment) {
      const end = elapsed() + moment - now()
      // A timer may be early by a little.
      for (let left = end - elapsed(); left > 0 && !over; left = end - elapsed()) await wait(left)
    },
    endAll() {
      over = true
      for (const end of [...waiting]) end()
    },
  }
}
