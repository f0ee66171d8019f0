import type { Clock } from '../sandbox/base/clock.ts'

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /**
   * Moves on by so many milliseconds and runs every timer that falls due, in order, at its own time. Between two timers
   * everything in the process that needs no timer comes to rest.
   */
  advance(milliseconds: number): Promise<void>
  /** Lets everything that is due now come to rest. */
  settle(): Promise<void>
}

const turn = () => new Promise<void>((resolve) => realImmediate(resolve))
const realImmediate = setImmediate

/** @param start epoch milliseconds or an RFC 3339 time */
export function manualClock(start: number | string = '2026-11-20T12:00:00Z'): ManualClock {
  let time = typeof start === 'number' ? start : Date.parse(start)
  let timers: { at: number; task: () => void }[] = []

  const runUntil = async (end: number) => {
    await turn()
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((timer) => timer !== next)
      time = Math.max(time, next.at)
      next.task()
      await turn()
    }
    time = end
  }

  return {
    now: () => time,
    after(milliseconds, task) {
      const timer = { at: time + Math.max(0, milliseconds), task }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance: (milliseconds) => runUntil(time + milliseconds),
    settle: () => runUntil(time),
  }
}
