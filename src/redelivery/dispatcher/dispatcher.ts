/**
 * The trip of one redelivery, step by step, each with its file:
 *
 * 1. A run is written with its items, and its lanes become due: `store/runs/book/create.ts`, then `wake()` here.
 * 2. `round()` claims due lanes' next items as `sending`, under a lease: `store/runs/queue/claims.ts`. The claim comes a
 *    little before the turn (`lead.ts`), so that the call goes out in time.
 * 3. The turn reads the event, and ends here when the event needs no call: `take-turn.ts`, through `api-ports.ts`.
 * 4. The call is noted in the ledger, then waits for its time: `turn-steps.ts`, `store/runs/queue/accepted-calls.ts`. A
 *    process that dies after this leaves a call that may have been made.
 * 5. The call is made, once: `send.ts` (redelivery, API 7) or `send-replay.ts` (a post to the listener). `pace.ts` says
 *    when the lane's next call may go out; `trouble.ts` says how long the lane waits after a refusal.
 * 6. The turn is closed: item, lane, run and journal in one transaction: `store/runs/queue/closing.ts`.
 * 7. A call that was taken, or whose answer never came, is followed up until its end is known: `follow-up.ts` and
 *    `outcome-of-sent.ts`, claimed in `store/runs/queue/follow-ups.ts`.
 * 8. A turn whose process is gone is closed by any other one when its lease has run out: `closeAbandoned` in `round()`.
 *
 * Words: a *turn* is an item's right to make one call; a *follow-up* is one reading of an event whose call was made.
 */
import { randomUUID } from 'node:crypto'
import type { RunQueue } from '../../store/runs/queue.ts'
import { createAlarms } from './alarms.ts'
import { certainAfterOf, type DispatcherLimits, type DispatcherParts, LIMITS } from './dispatcher-parts.ts'
import { followUpOn } from './follow-up.ts'
import { createLead } from './lead.ts'
import { createPace } from './pace.ts'
import type { RedeliveryPorts } from './ports.ts'
import { takeTurn } from './take-turn.ts'

/** Carries runs out, in the background. */
export interface Dispatcher {
  start(): void
  /** Starts a round at once, because there is something new to do. */
  wake(): void
  /** Begins nothing more; waits until every call made is answered and written down. */
  stop(): Promise<void>
}

export interface DispatcherOptions {
  ledger: RunQueue
  ports: RedeliveryPorts
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that only goes forward; `now` when left out. */
  elapsed?: () => number
  /** Runs a task after some milliseconds; returns how to cancel it. */
  after?: (milliseconds: number, task: () => void) => () => void
  limits?: Partial<DispatcherLimits>
  /** Takes every error in here; the turn or follow-up it was about is claimed again when its lease has run out. */
  report?: (error: unknown) => void
}

/** The shortest pause, in ms: a lane that another process is just claiming counts as due. */
const SHORTEST = 5

/** Turns claimed at once. */
const BATCH = 32

/**
 * Makes the dispatcher that takes due turns and follows up sent events, over all runs and environments. It keeps no state
 * of its own: the ledger says whose turn it is, so any number of these may work on one, and a restart loses nothing.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { ledger, ports, now, elapsed = now, after = timeout, report = () => undefined } = options
  const limits = { ...LIMITS, ...options.limits }
  const owner = randomUUID()
  const turns = new Set<Promise<void>>()
  const followUps = new Set<Promise<void>>()
  let [started, stopping, again] = [false, false, false]
  let checkedAt = Number.NEGATIVE_INFINITY
  let rounds: Promise<void> | undefined
  let cancelPause: () => void = () => undefined

  const lead = createLead(ports.environments)
  const alarms = createAlarms({ now, elapsed }, after)
  const parts: DispatcherParts = {
    ledger,
    ports,
    limits,
    now,
    elapsed,
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

  /** Returns how many turns to claim: none while few are free, because those claimed at once share their cost. */
  const room = () => {
    const free = limits.atOnce - turns.size
    return free < Math.min(BATCH, limits.atOnce) ? 0 : Math.min(free, BATCH)
  }

  const round = async () => {
    if (elapsed() - checkedAt >= limits.poll) {
      checkedAt = elapsed()
      await ledger.closeAbandoned((environment) => certainAfterOf(parts, environment))
    }
    while (room() > 0 && !stopping) {
      const wanted = { leaseFor: limits.lease, lead: lead.now(), limit: room() }
      const claimed = await ledger.claim(owner, ports.environments, wanted)
      for (const turn of claimed) carry(turns, takeTurn(parts, turn))
      if (claimed.length === 0) break
    }
    const free = limits.followUpsAtOnce - followUps.size
    if (free > 0 && !stopping) {
      const due = await ledger.claimFollowUps(owner, ports.environments, { leaseFor: limits.lease, limit: free })
      for (const followUp of due) carry(followUps, followUpOn(parts, followUp))
    }
  }

  /** Returns the time to the next round, in ms. The end of any turn or follow-up starts one as well. */
  const pause = async (): Promise<number> => {
    if (room() === 0 || followUps.size >= limits.followUpsAtOnce) return limits.poll
    const due = await ledger.nextDue(ports.environments, lead.now())
    return Math.min(Math.max((due ?? Number.POSITIVE_INFINITY) - now(), SHORTEST), limits.poll)
  }

  const work = async () => {
    let wait = limits.poll
    while (again && !stopping) {
      again = false
      cancelPause()
      try {
        await round()
        wait = await pause()
      } catch (error) {
        report(error)
        wait = limits.poll
      }
    }
    if (!stopping) cancelPause = after(wait, wake)
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
      cancelPause()
      alarms.endAll()
      await rounds
      await Promise.all([...turns, ...followUps])
    },
  }
}

const timeout = (milliseconds: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, milliseconds).unref()
  return () => clearTimeout(timer)
}
