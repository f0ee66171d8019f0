/** Times and timers, as one thing that can be replaced. Knows nothing of `timeScale`. */
export interface Clock {
  /** Epoch milliseconds. */
  now: () => number
  /** Runs the task in so many real milliseconds; returns how to call it off. */
  after: (milliseconds: number, task: () => void) => () => void
}

/** setTimeout fires at once beyond this. */
const LONGEST = 2 ** 31 - 1

/** The machine's clock, or another `now` on the machine's timers. Its timers do not keep the process alive. */
export function systemClock(now: () => number = Date.now): Clock {
  return {
    now,
    after(milliseconds, task) {
      const timer = setTimeout(task, Math.min(Math.max(milliseconds, 0), LONGEST))
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}
