import { unlessAborted } from '../../upstream/transport/unless-aborted.ts'

/** Lets so many tasks run at once, over everything that shares it; what a person waits for goes first. */
export interface Slots {
  /** Runs the task when its turn comes; `urgent` is asked each time a place becomes free. Rejects when aborted. */
  run<Result>(urgent: () => boolean, signal: AbortSignal, task: () => Promise<Result>): Promise<Result>
}

interface Waiting {
  urgent: () => boolean
  begin: () => void
}

export function createSlots(atOnce: number): Slots {
  const waiting: Waiting[] = []
  let free = atOnce
  const next = () => {
    const urgent = waiting.findIndex((candidate) => candidate.urgent())
    const [chosen] = waiting.splice(Math.max(urgent, 0), 1)
    if (chosen) chosen.begin()
    else free += 1
  }
  const turn = (urgent: () => boolean, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (free > 0) {
        free -= 1
        resolve()
        return
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(entry), 1)
        reject(signal.reason)
      }
      const entry: Waiting = {
        urgent,
        begin: () => {
          signal.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      waiting.push(entry)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  return {
    async run(urgent, signal, task) {
      signal.throwIfAborted()
      await turn(urgent, signal)
      try {
        return await unlessAborted(signal, task)
      } finally {
        next()
      }
    },
  }
}
