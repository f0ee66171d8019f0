/** Waiting that can be ended for all. */
export interface Alarms {
  /** Until a moment (ms since 1970), or until all waiting is ended. */
  until(moment: number): Promise<void>
  endAll(): void
}

export const createAlarms = (
  now: () => number,
  after: (milliseconds: number, task: () => void) => () => void,
): Alarms => {
  const waiting = new Set<() => void>()
  let over = false
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        callOff()
        waiting.delete(end)
        resolve()
      }
      const callOff = after(milliseconds, end)
      waiting.add(end)
    })
  return {
    async until(moment) {
      // A timer may be early by a little.
      for (let left = moment - now(); left > 0 && !over; left = moment - now()) await wait(left)
    },
    endAll() {
      over = true
      for (const end of [...waiting]) end()
    },
  }
}
