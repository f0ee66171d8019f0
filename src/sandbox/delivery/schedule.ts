import type { Clock } from '../base/clock.ts'

/** Everything the sandbox does later, in one queue ordered by when it is due. */
export interface Schedule {
  /** Runs the task when the clock says so (epoch milliseconds). */
  at(time: number, task: () => void): () => void
  /** Runs the task after a documented wait in milliseconds, shortened by `timeScale`. */
  after(wait: number, task: () => void): () => void
  /** A documented wait in real milliseconds. */
  scaled(wait: number): number
  /** Forgets everything that is waiting. */
  clear(): void
}

interface Entry {
  time: number
  order: number
  task: (() => void) | undefined
}

/** More than these in one go would keep the process from answering requests. */
const AT_ONCE = 25

export function createSchedule(clock: Clock, timeScale: number): Schedule {
  const queue = createHeap()
  let order = 0
  let timer: { time: number; cancel: () => void } | undefined

  const wake = () => {
    const first = queue.first()
    if (timer && (!first || first.time < timer.time)) {
      timer.cancel()
      timer = undefined
    }
    if (first && !timer) timer = { time: first.time, cancel: clock.after(first.time - clock.now(), run) }
  }

  const run = () => {
    timer = undefined
    for (let count = 0; count < AT_ONCE; count++) {
      const first = queue.first()
      if (!first || first.time > clock.now()) break
      queue.take()
      first.task?.()
    }
    wake()
  }

  const at = (time: number, task: () => void) => {
    const entry: Entry = { time, order: order++, task }
    queue.add(entry)
    wake()
    return () => {
      entry.task = undefined
    }
  }

  const scaled = (wait: number) => wait / timeScale

  return {
    at,
    scaled,
    after: (wait, task) => at(clock.now() + scaled(wait), task),
    clear() {
      queue.clear()
      wake()
    },
  }
}

/** A binary heap: a hundred thousand waiting retries must not be sorted at each turn. */
const createHeap = () => {
  const entries: Entry[] = []
  const before = (a: Entry, b: Entry) => a.time < b.time || (a.time === b.time && a.order < b.order)
  const swap = (i: number, j: number) => {
    const [a, b] = [entries[i], entries[j]]
    if (a && b) [entries[i], entries[j]] = [b, a]
  }
  const earlier = (i: number, j: number) => {
    const [a, b] = [entries[i], entries[j]]
    return a !== undefined && b !== undefined && before(a, b)
  }

  return {
    first: (): Entry | undefined => entries[0],
    add(entry: Entry) {
      let i = entries.push(entry) - 1
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (!earlier(i, parent)) break
        swap(i, parent)
        i = parent
      }
    },
    take() {
      swap(0, entries.length - 1)
      entries.pop()
      let i = 0
      for (;;) {
        const [left, right] = [2 * i + 1, 2 * i + 2]
        let least = i
        if (earlier(left, least)) least = left
        if (earlier(right, least)) least = right
        if (least === i) break
        swap(i, least)
        i = least
      }
    },
    clear() {
      entries.length = 0
    },
  }
}
