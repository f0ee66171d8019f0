import type { ItemState, LaneWait, RunOptions } from '../../contract/run.ts'
import type { FailureNote, ItemNote, RunNote } from '../../contract/run-note.ts'

/** An environment that calls may be made in, and the milliseconds between two redelivery calls of one subscription. */
export interface QueueEnvironment {
  id: string
  interval: number
}

/** An item somebody has the right to work on, until `lease` is settled or runs out. Times are in milliseconds. */
export interface Claimed {
  itemId: number
  /** The run's own number in the store. */
  run: number
  /** Made anew by each claim, for all that it gives; whoever comes with an older one is too late. */
  lease: string
  runId: string
  environment: string
  subscriptionId: string
  eventId: string
  way: RunOptions['way']
  /** The token to post, where it does not come from the API. */
  payload: string | null
  /** The event's `updatedAt` as it was seen before the call, null when none was made. */
  seen: string | null
  /** When the call was made, null when none was. */
  sentAt: number | null
}

/** An item whose turn it is: in the state `sending`, nothing is called yet. */
export interface Turn extends Claimed {
  /** Why its lane waited before this turn, and how many turns in a row came to nothing. */
  waited: LaneWait['why'] | null
  troubles: number
  /** How often the API refused this item without a reason that explains it. */
  tries: number
  /** When its call may go out: it was given a little before that, to be prepared. */
  notBefore: number
}

/** A sent item that is looked at: `scheduled`, or `unknown` until it is known whether the call arrived. */
export interface FollowUp extends Claimed {
  state: 'scheduled' | 'unknown'
  /** How often it was looked at before. */
  followUps: number
  /** Of an `unknown` one: from then on, an event that is as it was before means that the call never arrived. */
  graceUntil: number
}

/** Where the call leaves the lane. */
export interface LaneAfter {
  /** When its next call may go out; left out, what the claim set stays. */
  freeAt?: number
  /** Why it does not go on by itself, and when (ms) it is looked at again, null for not before something new waits in it. */
  waits: { why: LaneWait['why']; note: ItemNote; until: number | null } | null
}

/** How a send ended, for the journal. */
export interface CallOutcome {
  outcome: 'done' | 'refused' | 'unknown'
  status: number | null
  problem: RunNote | null
}

/** What became of an item. `back`: it waits again in its place, or is held or given up if its run is by now. */
export interface ItemResult {
  to: Exclude<ItemState, 'held' | 'waiting' | 'sending' | 'cancelled'> | 'back'
  note?: ItemNote | null
  status?: number | null
  /** When to look at it next; needed for `scheduled` and `unknown`. */
  followUpAt?: number
  /** Of `unknown`: until when the call may still arrive. */
  graceUntil?: number
  /** Counts a refusal that nothing explains. */
  tried?: boolean
  /** Why the listener did not take it, a clause. Of a `scheduled` one that is known after its first attempt already. */
  missed?: FailureNote
}

/** The end of a turn: what became of its item and its lane, and of its call where one was made. */
export interface TurnEnd {
  result: ItemResult
  lane: LaneAfter
  call?: CallOutcome | undefined
}

/** The end of a follow-up; `call` settles a call whose outcome was unknown. */
export interface FollowUpEnd {
  result: ItemResult
  call?: CallOutcome | undefined
}

/** What the dispatcher needs of the ledger. */
export interface RunQueue {
  /**
   * The next items of lanes that are due, committed as `sending`: one at a time of each subscription, over all processes.
   * Their lanes' next turns are set by the environment's interval, a replay's by its pace. `lead` (ms): so much before.
   */
  claim(
    owner: string,
    environments: readonly QueueEnvironment[],
    wanted: { leaseFor: number; lead?: number; limit: number },
  ): Promise<Turn[]>
  /** Notes the call about to be made and what was seen of the event; false when the lease was lost: then make none. */
  noteCall(turn: Turn, seen: string, leaseFor: number): Promise<boolean>
  /**
   * Writes what became of a turn: item, lane, run (canary, stop, end) and journal in one transaction. False when the
   * lease was lost; nothing is written then.
   */
  closeTurn(turn: Turn, end: TurnEnd): Promise<boolean>
  /** Settles a turn whose subscription is no more: all that waits or is held of it, in any run, has expired with it. */
  closeDeleted(turn: Turn): Promise<boolean>
  /**
   * Turns whose lease ran out: those without a call wait again, the others become `unknown`, to be looked at now, and for
   * `grace` the call may still arrive; of a replay they become `untraced`. Gives how many there were.
   */
  closeAbandoned(grace: number): Promise<number>
  /** Sent items that are to be looked at, at most `limit`. */
  claimFollowUps(
    owner: string,
    environments: readonly Pick<QueueEnvironment, 'id'>[],
    options: { leaseFor: number; limit: number },
  ): Promise<FollowUp[]>
  /** Writes what a look gave; `sent` settles a call whose outcome was unknown. False when the lease was lost. */
  closeFollowUp(followUp: FollowUp, end: FollowUpEnd): Promise<boolean>
  /** When (ms) there is something to do next in these environments, turns so much before; undefined when there is nothing. */
  nextDue(environments: readonly Pick<QueueEnvironment, 'id'>[], lead?: number): Promise<number | undefined>
}
