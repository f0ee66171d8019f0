import type { Log } from '../../config/log.ts'
import { MINUTE } from '../../contract/durations.ts'
import type { JournalEntry } from '../../contract/journal.ts'
import type { Store } from '../../store/store.ts'
import type { Environments } from '../../sync/environments.ts'
import { lookUpOutcome } from './look-up-outcome.ts'
import type { OpenEntries } from './open-entries.ts'

export interface SettlingOptions {
  environments: Environments
  store: Pick<Store, 'journal' | 'runs'>
  entries: Pick<OpenEntries, 'has' | 'writeKept'>
  /** Milliseconds since 1970. */
  now: () => number
  log: Log
}

/** Gives every entry of the journal an end, also when the process that began it did not. */
export interface Settling {
  /** Looks once. */
  settle(): Promise<void>
  /** Looks now and every minute. */
  start(): void
  /** Looks no more; waits for a look under way. */
  stop(): Promise<void>
}

/** Rounds from one note of the chains' ends to the next: an hour. */
const ANCHOR_EVERY = 60
/** Another process may be about to write the end itself. */
const LEFT_ALONE = MINUTE

/** Makes the job that settles the journal: first what this process could not write, then what nobody will. */
export function createSettling({ environments, store, entries, now, log }: SettlingOptions): Settling {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let under: Promise<void> = Promise.resolve()

  const settleEntry = async (entry: JournalEntry) => {
    const result = await lookUpOutcome({ environments, store, now }, entry)
    if (result && (await store.journal.settle(entry.id, result)))
      log.info({ entry: entry.id, action: entry.action, outcome: result.outcome }, 'outcome looked up')
  }
  const settle = async () => {
    await entries.writeKept()
    for (const entry of await store.journal.pending()) {
      if (stopped) return
      if (entries.has(entry.id) || now() - Date.parse(entry.at) < LEFT_ALONE) continue
      await settleEntry(entry).catch((err: unknown) => log.warn({ entry: entry.id, err }, 'outcome not looked up'))
    }
  }
  /** Writes the ends of the journal's chains where nobody with access to the store alone can change them. */
  const anchor = async () => {
    for (const head of await store.journal.heads()) log.info(head, 'end of the journal’s chain')
  }
  let rounds = 0
  const run = () => {
    const isHour = rounds++ % ANCHOR_EVERY === 0
    under = settle()
      .then(() => (isHour ? anchor() : undefined))
      .catch((err: unknown) => log.warn({ err }, 'outcomes not looked up'))
  }
  return {
    settle,
    start() {
      timer = setInterval(run, MINUTE).unref()
      run()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await under
    },
  }
}
