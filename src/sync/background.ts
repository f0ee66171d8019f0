import type { Log } from '../config/log.ts'
import type { Store } from '../store/store.ts'
import type { Environments } from './environments.ts'
import type { EventSync } from './events/event-sync.ts'

export interface BackgroundOptions {
  environments: Environments
  sync: EventSync
  store: Pick<Store, 'sessions' | 'events'>
  log: Log
  /** Between two rounds; 0 for no rounds of reading, only the housekeeping. */
  seconds: number
}

const HOUSEKEEPING = 600

/**
 * Reads in the background: the event stores of all subscriptions are read so that lists, counts and figures are there
 * before anyone looks, and what has expired is forgotten. A round that fails is logged; the next one comes anyway.
 */
export function createBackground({ environments, sync, store, log, seconds }: BackgroundOptions) {
  const noted = (words: string, details: object) => (error: unknown) => log.warn({ ...details, err: error }, words)
  const read = async () => {
    for (const [environment, { subscriptions }] of environments) {
      await subscriptions
        .all()
        .then(({ items }) => {
          if (timers.length > 0)
            sync.refresh(
              environment,
              items.map(({ id }) => id),
            )
        })
        .catch(noted('subscriptions not read', { environment }))
    }
  }
  const tidy = async () => {
    await store.sessions.prune().catch(noted('sessions not tidied', {}))
    await store.events.forgetExpired().catch(noted('events not tidied', {}))
  }
  const timers: NodeJS.Timeout[] = []
  let tidied: Promise<void> = Promise.resolve()
  const every = (period: number, work: () => Promise<void>) => {
    timers.push(setInterval(() => void work(), period * 1000).unref())
    void work()
  }
  return {
    start(): void {
      if (timers.length > 0) return
      every(HOUSEKEEPING, () => {
        tidied = tidy()
        return tidied
      })
      if (seconds > 0) every(seconds, read)
    },
    /** Waits for the housekeeping; a list that is being read is left to itself, nothing comes of it. */
    async stop(): Promise<void> {
      for (const timer of timers.splice(0)) clearInterval(timer)
      await tidied
    },
  }
}
