import { randomUUID } from 'node:crypto'
import type { RunQueue } from '../../store/runs/queue.ts'
import { createAlarms } from './alarms.ts'
import { createLead } from './lead.ts'
import { lookAt } from './look-at.ts'
import { createPace } from './pace.ts'
import { type DispatcherParts, PATIENCE, type Patience } from './parts.ts'
import type { RedeliveryPorts } from './ports.ts'
import { takeTurn } from './take-turn.ts'

/** Carries runs out, in the background. */
export interface Dispatcher {
  start(): void
  /** Looks at once for what is to be done: somebody has just given it something. */
  wake(): void
  /** Begins nothing more; waits until what was called is answered and written down. */
  stop(): Promise<void>
}

export interface DispatcherOptions {
  ledger: RunQueue
  ports: RedeliveryPorts
  /** Milliseconds since 1970. */
  now: () => number
  /** Runs a task in so many milliseconds; gives how to call it off. */
  after?: (milliseconds: number, task: () => void) => () => void
  patience?: Partial<Patience>
  /** Told of everything that went wrong in here; what it was about is found again when its lease has run out. */
  report?: (error: unknown) => void
}

/** No waiting for less than this, in ms: a lane that another process is just looking at is due as well. */
const SHORTEST = 5

/** Turns claimed at once. */
const TOGETHER = 32

/**
 * Takes turns that are due and looks at what was sent, over all runs and environments. It keeps no truth of its own: the
 * ledger says whose turn it is, so any number of these may work on one, and none knows more after a restart than before.
 */
export const createDispatcher = (options: DispatcherOptions): Dispatcher => {
  const { ledger, ports, now, after = timeout, report = () => undefined } = options
  const patience = { ...PATIENCE, ...options.patience }
  const owner = randomUUID()
  const turns = new Set<Promise<void>>()
  const looks = new Set<Promise<void>>()
  let [started, stopping, again] = [false, false, false]
  let checkedAt = Number.NEGATIVE_INFINITY
  let rounds: Promise<void> | undefined
  let callOff: () => void = () => undefined

  const lead = createLead(ports.environments)
  const alarms = createAlarms(now, after)
  const parts: DispatcherParts = {
    ledger,
    ports,
    patience,
    now,
    pace: createPace(),
    stopping: () => stopping,
    until: alarms.until,
    prepared: lead.took,
  }

  const carry = (kind: Set<Promise<void>>, work: Promise<void>) => {
    const carried = work.catch(report).finally(() => {
      kind.delete(carried)
      wake()
    })
    kind.add(carried)
  }

  /** For how many turns. None for a few: what they cost is shared by those claimed at once. */
  const room = () => {
    const free = patience.atOnce - turns.size
    return free < Math.min(TOGETHER, patience.atOnce) ? 0 : Math.min(free, TOGETHER)
  }

  const round = async () => {
    if (now() - checkedAt >= patience.poll) {
      checkedAt = now()
      await ledger.abandoned(patience.grace)
    }
    while (room() > 0 && !stopping) {
      const wanted = { leaseFor: patience.lease, lead: lead.now(), limit: room() }
      const claimed = await ledger.claim(owner, ports.environments, wanted)
      for (const turn of claimed) carry(turns, takeTurn(parts, turn))
      if (claimed.length === 0) break
    }
    const free = patience.looksAtOnce - looks.size
    if (free > 0 && !stopping) {
      const due = await ledger.claimLooks(owner, ports.environments, { leaseFor: patience.lease, limit: free })
      for (const look of due) carry(looks, lookAt(parts, look))
    }
  }

  /** When to look again, in ms: whoever ends something wakes as well. */
  const pause = async (): Promise<number> => {
    if (room() === 0 || looks.size >= patience.looksAtOnce) return patience.poll
    const due = await ledger.nextDue(ports.environments, lead.now())
    return Math.min(Math.max((due ?? Number.POSITIVE_INFINITY) - now(), SHORTEST), patience.poll)
  }

  const work = async () => {
    let wait = patience.poll
    while (again && !stopping) {
      again = false
      callOff()
      try {
        await round()
        wait = await pause()
      } catch (error) {
        report(error)
        wait = patience.poll
      }
    }
    if (!stopping) callOff = after(wait, wake)
  }

  const wake = () => {
    if (!started || stopping) return
    again = true
    rounds ??= work().finally(() => {
      rounds = undefined
      if (again) wake()
    })
  }

  return {
    start() {
      started = true
      wake()
    },
    wake,
    async stop() {
      stopping = true
      callOff()
      alarms.endAll()
      await rounds
      await Promise.all([...turns, ...looks])
    },
  }
}

const timeout = (milliseconds: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, milliseconds).unref()
  return () => clearTimeout(timer)
}
