import { setTimeout as sleep } from 'node:timers/promises'
import { HOUR, MINUTE, SECOND } from '../../contract/durations.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { BudgetRates, ReadingBudget } from '../../store/events/reading-budget.ts'

/** The most calls that the background may make in an environment, over all processes that share the store. */
export interface Ceilings {
  perSecond: number
  perHour: number
}

export const CEILINGS: Ceilings = { perSecond: 5, perHour: 1500 }

/** Thrown when the background may not go on with a reading: it goes on where it stopped, when it may. */
export class OutOfBudget extends Error {}

/** Keeps the background reading of each environment within its ceilings, and still as long as its API asks for that. */
export interface Pacing {
  /** Returns the kinds of readings that may begin now. */
  open(environment: string): Promise<{ active: boolean; quiet: boolean; behind: boolean }>
  /** Waits for the next call's turn. Throws OutOfBudget when there is none soon. */
  turn(environment: string, options: { firstReading: boolean; signal: AbortSignal }): Promise<void>
  /** Returns true when it is this process's turn to read the list of subscriptions. */
  claimList(environment: string): Promise<boolean>
  /** Counts a list that was read, and puts off the next one when it is long. */
  countList(environment: string, subscriptions: number): Promise<void>
  /**
   * Takes a refusal: one that asks for a pause (429, `Retry-After`) pauses the environment for all processes. Returns true
   * when it did.
   */
  met(environment: string, error: unknown): Promise<boolean>
}

export interface PacingOptions {
  budget: ReadingBudget
  ceilingsOf: (environment: string) => Ceilings
  /** Milliseconds. */
  now: () => number
  /** The time within which something new in an active feed is read, in milliseconds. */
  period: number
  /** Called once for each pause, with its end (ms). */
  onPause: (environment: string, until: number) => void
  /** Waits until a time (ms). */
  sleepUntil?: (at: number, signal: AbortSignal) => Promise<void>
}

/** A part of an hour's calls may be made at once, after a rest: of it lives what must not wait. */
const BURST = 1 / 6
/** The share of that for what is read behind an answer, and for quiet feeds: most of it is left for active ones. */
const SHARE_BEHIND = 1 / 2
const SHARE_QUIET = 1 / 10
/** A reading under way is not broken off before it has made so many calls more. */
const LEAST_GRACE = 25
/** The first reading of everything takes many calls, once; so they count a part each. */
const FIRST_WEIGHT = 1 / 4
/** The longest wait for a turn: the place of whoever waits is lost after it, and a lease must not run out meanwhile. */
const LONGEST_WAIT = 20 * SECOND
/** The pause when a 429 does not say how long, and the longest that is believed. */
const PAUSE = MINUTE
const LONGEST_PAUSE = HOUR
/** The number of subscriptions on a page of the list (API 3.1), and the part of an hour's calls that the list may take. */
const PAGE = 20
const PART_OF_LIST = 1 / 15

export function createPacing(options: PacingOptions): Pacing {
  const { budget, ceilingsOf, now, period, onPause } = options
  const sleepUntil =
    options.sleepUntil ?? (async (at, signal) => void (await sleep(Math.max(0, at - now()), undefined, { signal })))
  const ratesOf = (environment: string): BudgetRates => ratesWithin(ceilingsOf(environment))
  return {
    async open(environment) {
      const load = await budget.load(environment, ratesOf(environment))
      return { active: load < 1, behind: load < SHARE_BEHIND, quiet: load < SHARE_QUIET }
    },
    async turn(environment, { firstReading, signal }) {
      const at = await budget.take(environment, ratesOf(environment), firstReading ? FIRST_WEIGHT : 1)
      if (at === undefined || at - now() > LONGEST_WAIT) throw new OutOfBudget(environment)
      if (at > now()) await sleepUntil(at, signal)
    },
    claimList: (environment) => budget.claimList(environment, now() + period),
    async countList(environment, subscriptions) {
      const pages = Math.ceil(subscriptions / PAGE) + 1
      await budget.charge(environment, ratesOf(environment), pages)
      const rest = (pages * HOUR) / (ceilingsOf(environment).perHour * PART_OF_LIST)
      await budget.putOffList(environment, now() + Math.ceil(Math.min(HOUR, rest)))
    },
    async met(environment, error) {
      if (!(error instanceof Refusal)) return false
      const { code, retryAfter } = error.problem
      if (code !== 'rate_limited' && retryAfter === undefined) return false
      const pause = retryAfter === undefined ? PAUSE : Math.max(SECOND, retryAfter * SECOND)
      const until = Math.ceil(now() + Math.min(pause, LONGEST_PAUSE))
      if (await budget.pause(environment, until)) onPause(environment, until)
      return true
    },
  }
}

/** Returns rates that keep within the ceilings in any second and any hour, whatever was saved up before it. */
function ratesWithin({ perSecond, perHour }: Ceilings): BudgetRates {
  const burst = perHour * BURST
  const grace = Math.max(LEAST_GRACE, burst / 2)
  const eachHour = HOUR / Math.max(1, perHour - burst - grace)
  const ahead = Math.floor(burst * eachHour)
  return { eachSecond: SECOND / perSecond, eachHour, ahead, atMost: ahead + Math.floor(grace * eachHour) }
}
