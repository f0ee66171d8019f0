import type { Log } from '../config/log.ts'
import type { Store } from '../store/store.ts'
import type { Environments } from './environments.ts'
import type { EventSync } from './events/event-sync.ts'

export interface BackgroundOptions {
  environments: Environments
  sync: EventSync
  store: Pick<Store, 'sessions' | 'events'>
  log: Log
  /** The time between two rounds of reading; 0 leaves only the housekeeping. */
  seconds: number
}

const HOUSEKEEPING = 600

/**
 * Reads the event stores of all subscriptions in the background, so that lists and figures are there before a person
 * comes, and drops what has expired. A round that fails is logged; the next one comes anyway.
 */
export function createBackground({ environments, sync, store, log, seconds }: BackgroundOptions) {
  const logged = (message: string, details: object) => (error: unknown) => log.warn({ ...details, err: error }, message)
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
        .catch(logged('subscriptions not read', { environment }))
    }
  }
  const tidy = async () => {
    await store.sessions.prune().catch(logged('sessions not tidied', {}))
    await store.events.forgetExpired().catch(logged('events not tidied', {}))
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
