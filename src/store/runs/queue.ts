import type { ItemState, LaneWait, RunOptions } from '../../contract/run.ts'
import type { FailureNote, ItemNote, RunNote } from '../../contract/run-note.ts'

/** An environment in which calls may be made, and the milliseconds between two redelivery calls of one subscription. */
export interface QueueEnvironment {
  id: string
  interval: number
}

/**
 * An item that a process has the right to work on, until the work is closed or `lease` runs out. Times are in
 * milliseconds.
 */
export interface Claimed {
  itemId: number
  /** The run's own number in the store. */
  run: number
  /** The lease is made anew by each claim, one for all items it returns; writes under an older one are refused. */
  lease: string
  runId: string
  environment: string
  subscriptionId: string
  eventId: string
  way: RunOptions['way']
  /** The token to post when it does not come from the API. */
  payload: string | null
  /** The trace: what was read of the event before the call, as text; null when no call was made. */
  seen: string | null
  /** The time of the call, null when none was made. */
  sentAt: number | null
}

/** An item whose turn it is: in the state `sending`, without a call so far. */
export interface Turn extends Claimed {
  /** The reason its lane waited before this turn, and the number of turns in a row that came to nothing. */
  waited: LaneWait['why'] | null
  troubles: number
  /** The number of times the API refused this item without a reason that explains it. */
  tries: number
  /** The time from which its call may go out; the item is claimed a little earlier, to be prepared. */
  notBefore: number
}

/** A sent item that is due to be read: `scheduled`, or `unknown` until it is known whether the call arrived. */
export interface FollowUp extends Claimed {
  state: 'scheduled' | 'unknown'
  /** The number of follow-ups before this one in the same state. */
  followUps: number
  /** The time from which an `unknown` item's unchanged event means that the call left no trace. */
  graceUntil: number
  /** The number of calls of this item that were made again because the one before left no trace. */
  repeats: number
}

/** The state in which a turn leaves its lane. */
export interface LaneAfter {
  /** The time from which its next call may go out; left out, the time set by the claim stays. */
  freeAt?: number
  /**
   * The reason the lane waits, and the time (ms) at which it is due again; null for not before something new waits in
   * it.
   */
  waits: { why: LaneWait['why']; note: ItemNote; until: number | null } | null
}

/** The outcome of a call, for the journal. */
export interface CallOutcome {
  outcome: 'done' | 'refused' | 'unknown'
  status: number | null
  problem: RunNote | null
}

/** The result of an item. `back`: it waits at its position again, or is held or cancelled when its run is by now. */
export interface ItemResult {
  to: Exclude<ItemState, 'held' | 'waiting' | 'sending' | 'cancelled'> | 'back'
  note?: ItemNote | null
  status?: number | null
  /** The time of the next follow-up; needed for `scheduled` and `unknown`. */
  followUpAt?: number
  /** The time until which the call of an `unknown` item may still arrive or become visible. */
  graceUntil?: number
  /** True to count a refusal that nothing explains. */
  tried?: boolean
  /** True to count a call that is made again because it left no trace. */
  repeated?: boolean
  /**
   * The reason the listener did not take the event. A `scheduled` item has one when its first attempt failed already.
   */
  missed?: FailureNote
}

/** The end of a turn: the result of its item, the state of its lane, and the outcome of its call where one was made. */
export interface TurnEnd {
  result: ItemResult
  lane: LaneAfter
  call?: CallOutcome | undefined
}

/** The end of a follow-up; `call` is the outcome of its call, where that was unknown so far. */
export interface FollowUpEnd {
  result: ItemResult
  call?: CallOutcome | undefined
}

/** The part of the ledger that the dispatcher works with. */
export interface RunQueue {
  /**
   * Claims the next items of due lanes and commits them as `sending`: one at a time of each subscription, over all
   * processes. The environment's interval sets their lanes' next turns, a replay's pace those of replays. `lead` is how
   * many milliseconds before its time a lane counts as due.
   */
  claim(
    owner: string,
    environments: readonly QueueEnvironment[],
    wanted: { leaseFor: number; lead?: number; limit: number },
  ): Promise<Turn[]>
  /**
   * Notes the call about to be made and what was read of the event. Returns false when the lease was lost: then no call
   * may be made.
   */
  noteCall(turn: Turn, seen: string, leaseFor: number): Promise<boolean>
  /**
   * Closes a turn: writes item, lane, run (canary, stop, end) and journal in one transaction. Returns false when the
   * lease was lost; then nothing is written.
   */
  closeTurn(turn: Turn, end: TurnEnd): Promise<boolean>
  /** Closes a turn whose subscription was deleted: all that waits or is held of it, in any run, expires with it. */
  closeDeleted(turn: Turn): Promise<boolean>
  /**
   * Closes turns whose lease ran out, and returns how many. Those without a call wait again. The others become
   * `unknown`, to be followed up now, and certain after the milliseconds that their environment has for it; a replay
   * becomes `untraced`.
   */
  closeAbandoned(certainAfter: (environment: string) => number): Promise<number>
  /** Claims sent items that are due to be followed up, at most `limit`. */
  claimFollowUps(
    owner: string,
    environments: readonly Pick<QueueEnvironment, 'id'>[],
    options: { leaseFor: number; limit: number },
  ): Promise<FollowUp[]>
  /** Closes a follow-up. Returns false when the lease was lost; then nothing is written. */
  closeFollowUp(followUp: FollowUp, end: FollowUpEnd): Promise<boolean>
  /**
   * Returns the time (ms) of the next thing to do in these environments, turns `lead` earlier; undefined when there is
   * nothing.
   */
  nextDue(environments: readonly Pick<QueueEnvironment, 'id'>[], lead?: number): Promise<number | undefined>
}
