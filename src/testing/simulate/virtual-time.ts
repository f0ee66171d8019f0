/** The time of a simulation: it moves to the next timer when everything that runs has come to rest. */
export interface VirtualTime {
  now(): number
  after(milliseconds: number, task: () => void): () => void
  wait(milliseconds: number): Promise<void>
  /** Counts work that needs no timer, so that the time stands still until it is done. */
  busy<T>(work: Promise<T>): Promise<T>
  /** Runs timer by timer until a moment (ms). */
  runUntil(end: number): Promise<void>
}

/** The turns of the event loop without any work after which everything has come to rest. */
const QUIET = 2

export function virtualTime(start: number): VirtualTime {
  let time = start
  let working = 0
  let timers: { at: number; task: () => void }[] = []
  const rest = async () => {
    for (let quiet = 0; quiet < QUIET; quiet = working > 0 ? 0 : quiet + 1)
      await new Promise<void>((resolve) => void setImmediate(resolve))
  }
  const after = (milliseconds: number, task: () => void) => {
    const timer = { at: time + Math.max(0, Math.ceil(milliseconds)), task }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  return {
    now: () => time,
    after,
    wait: (milliseconds) => new Promise((resolve) => void after(milliseconds, resolve)),
    async busy(work) {
      working++
      try {
        return await work
      } finally {
        working--
      }
    },
    async runUntil(end) {
      await rest()
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | undefined>(
          (first, timer) => (first && first.at <= timer.at ? first : timer),
          undefined,
        )
        if (!next || next.at > end) break
        timers = timers.filter((timer) => timer !== next)
        time = Math.max(time, next.at)
        next.task()
        await rest()
      }
      time = Math.max(time, end)
    },
  }
}
