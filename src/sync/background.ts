import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Log } from '../config/log.ts'
import { DAY } from '../contract/durations.ts'
import type { Store } from '../store/store.ts'
import type { Environments } from './environments.ts'
import type { EventSync } from './events/event-sync.ts'
import type { Pacing } from './events/pacing.ts'

export interface BackgroundOptions {
  environments: Environments
  sync: EventSync
  store: Pick<Store, 'sessions' | 'events' | 'journal' | 'runs'>
  log: Log
  /** False leaves only the housekeeping. */
  reads: boolean
  /** The days for which journal and ended runs are kept. */
  keep: { journal: number; runs: number }
  /** Milliseconds since 1970. */
  now: () => number
}

const HOUSEKEEPING = 600
/** Seconds between two looks at what is due. */
const LOOK = 10
/** Rows that are deleted at once, so that nobody waits for it, and the steps of one round of housekeeping. */
const [AT_ONCE, STEPS] = [500, 400]

/**
 * Reads the event stores of all subscriptions in the background, each when it is due, so that lists and figures are there
 * before a person comes, and drops what has expired or is kept no longer. What fails is logged; the next look comes anyway.
 */
export function createBackground({ environments, sync, store, log, reads, keep, now }: BackgroundOptions) {
  const logged = (message: string, details: object) => (error: unknown) => log.warn({ ...details, err: error }, message)
  const read = async () => {
    for (const [environment, context] of environments) {
      const ids = await listDue(environment, context.subscriptions, sync.pacing).catch(
        logged('subscriptions not read', { environment }),
      )
      if (timers.length > 0) void sync.refresh(environment, ids ?? [])
    }
  }
  /** Deletes what is older than so many days, a little at a time; what is left over is for the next round. */
  const forget = async (days: number, step: (before: number, most: number) => Promise<number>) => {
    const before = now() - days * DAY
    for (let steps = 0; steps < STEPS && timers.length > 0; steps++) {
      if ((await step(before, AT_ONCE)) === 0) return
      await yieldToEventLoop()
    }
  }
  const tidy = async () => {
    await forget(keep.journal, store.journal.forget).catch(logged('journal not tidied', {}))
    await forget(keep.runs, store.runs.forgetEnded).catch(logged('runs not tidied', {}))
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
      if (reads) every(LOOK, read)
    },
    /** Waits for the housekeeping; a list that is being read is left to itself, nothing comes of it. */
    async stop(): Promise<void> {
      for (const timer of timers.splice(0)) clearInterval(timer)
      await tidied
    },
  }
}

/**
 * Returns the ids of all subscriptions when it is time to read them and no other process does; none otherwise. A refusal
 * that asks for a pause is heeded.
 */
export async function listDue(
  environment: string,
  subscriptions: { all(): Promise<{ items: readonly { id: string }[] }> },
  pacing: Pick<Pacing, 'claimList' | 'countList' | 'met'>,
): Promise<string[]> {
  if (!(await pacing.claimList(environment))) return []
  try {
    const { items } = await subscriptions.all()
    await pacing.countList(environment, items.length)
    return items.map(({ id }) => id)
  } catch (error) {
    await pacing.met(environment, error)
    throw error
  }
}
