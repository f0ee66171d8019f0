import type { Log } from '../../config/log.ts'
import { SECOND } from '../../contract/durations.ts'
import { type Store, StoreFault } from '../../store/store.ts'

/** Knows whether the store works, from what others met and from a look of its own. */
export interface StoreWatch {
  /** Returns the fault that was met last, undefined while the store works. */
  fault(): StoreFault | undefined
  /** Takes an error. Returns true when it is a fault of the store: that is logged here, once until it is over. */
  met(error: unknown): boolean
  /** Looks now. Returns the fault, undefined when the store works. */
  look(): Promise<StoreFault | undefined>
  start(): void
  /** Looks no more; waits for a look under way. */
  stop(): Promise<void>
}

const EVERY = 10 * SECOND
/** A store that fails is looked at more often: people wait for it. */
const EVERY_WHILE_FAILING = 2 * SECOND

/** Makes the watch of a store. Whoever waits meets a fault again and again; the log tells when it began and when it ended. */
export function createStoreWatch(store: Pick<Store, 'check'>, log: Log): StoreWatch {
  let fault: StoreFault | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<unknown> = Promise.resolve()
  let running = false

  const met = (error: unknown): boolean => {
    if (!(error instanceof StoreFault)) return false
    const isNew = error.kind !== fault?.kind
    fault = error
    if (!isNew) return true
    log.error({ store: error.kind, err: error }, 'the store fails')
    lookAgain()
    return true
  }
  const look = async (): Promise<StoreFault | undefined> => {
    try {
      const moved = await store.check()
      if (moved !== 0)
        log.warn({ seconds: Math.round(moved / SECOND) }, 'the clock was set; what waits was moved along')
      if (fault) log.info({ store: 'ok' }, 'the store works again')
      fault = undefined
    } catch (error) {
      met(error instanceof StoreFault ? error : new StoreFault('away', error))
    }
    return fault
  }
  const lookAgain = () => {
    clearTimeout(timer)
    if (!running) return
    timer = setTimeout(
      () => {
        looking = look().then(lookAgain)
      },
      fault ? EVERY_WHILE_FAILING : EVERY,
    ).unref()
  }
  return {
    fault: () => fault,
    met,
    look,
    start() {
      running = true
      lookAgain()
    },
    async stop() {
      running = false
      clearTimeout(timer)
      await looking
    },
  }
}
