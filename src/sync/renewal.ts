import type { Log } from '../config/log.ts'
import type { EventSync } from './events/event-sync.ts'

/** Renews figures that somebody has just been shown and that are getting old. */
export interface Renewal {
  /** Asks for what is older than `maxAge` (ms), or than what else counts as fresh. */
  ask(environment: string, subscriptionIds: string[], maxAge?: number): void
  /** Forgets what is asked for and waits for what is under way. */
  stop(): Promise<void>
}

/** Two at once, so that the places for those who wait for an answer stay free. */
const AT_ONCE = 2
/** More than two of the longest pages: who asked first has long turned the page. */
const MOST = 200

/** Reads event stores one after the other behind the answers, within the ceilings of the background; `freshFor` (ms) is what still counts as fresh. */
export function createRenewal(sync: Pick<EventSync, 'look'>, freshFor: number, log: Log): Renewal {
  const queue = new Map<string, { environment: string; id: string; maxAge: number }>()
  const workers = new Set<Promise<void>>()
  let stopped = false

  const work = async () => {
    for (const [key, { environment, id, maxAge }] of queue) {
      queue.delete(key)
      await sync.look(environment, id, { maxAge, behind: true }).catch((err: unknown) => {
        log.warn({ environment, subscriptionId: id, err }, 'figures not renewed')
      })
    }
  }
  return {
    ask(environment, ids, maxAge = freshFor) {
      if (stopped) return
      for (const id of ids) queue.set(`${environment} ${id}`, { environment, id, maxAge })
      for (const key of [...queue.keys()].slice(0, -MOST)) queue.delete(key)
      while (workers.size < AT_ONCE && queue.size > 0) {
        const worker = work().finally(() => workers.delete(worker))
        workers.add(worker)
      }
    },
    async stop() {
      stopped = true
      queue.clear()
      await Promise.all(workers)
    },
  }
}
