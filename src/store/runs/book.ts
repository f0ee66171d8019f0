import type { Role } from '../../contract/role.ts'
import type {
  ActiveRuns,
  ItemCounts,
  ItemState,
  LeftOut,
  QueuedReply,
  RunDetail,
  RunItem,
  RunItemPage,
  RunItemQuery,
  RunOptions,
  RunPage,
  RunQuery,
  RunState,
} from '../../contract/run.ts'
import type { ItemNote } from '../../contract/run-note.ts'

/** A run that is to be made. `lanes` names the subscriptions of its items. */
export interface NewRun {
  /** The id is made by the caller, so that the same request sent twice makes one run. */
  id: string
  environment: string
  /** True when it was asked for with one event's button: it goes before what runs wait for. */
  single: boolean
  name: string
  reason: string | null
  options: RunOptions
  startedBy: { id: string; name: string }
  /** The role it was started in and the request that did it, for the journal. */
  role: Role
  requestId: string
  leftOut: LeftOut
  lanes: { subscriptionId: string; title: string }[]
}

/** One event of a run. Items come in the order of the plan, which becomes their order in the lane. */
export interface NewItem {
  subscriptionId: string
  eventId: string
  /** The id that the signed token gives the event, where it is known: the other one may come from a file. */
  signedId: string | null
  type: string | null
  user: string | null
  expiresAt: string | null
  /** The token to post when it does not come from the API: a replay from an export file. */
  payload?: string | undefined
}

/**
 * `created`; or `known`, a run of that id is there already; or `nothing`, every event is in the queue already. Only
 * `created` writes anything. `queued` counts the events left out because another run holds them.
 */
export interface Creation {
  outcome: 'created' | 'known' | 'nothing'
  queued: number
  total: number
}

/** The milliseconds between two calls of one subscription in an environment, for reckoning turns. */
export interface Spacing {
  interval: number
}

export interface Control {
  /** The subscription whose lane is meant; the whole run when left out. */
  subscriptionId?: string | undefined
  by: string
  reason: string | null
}

/** A count of what is in a state, in one environment. */
interface StateCount {
  environment: string
  state: string
  count: number
}

/** The runs that have not ended, their items that are not over, and the lanes in which something is to be done. */
export interface RunFigures {
  runs: StateCount[]
  items: StateCount[]
  /** `going`, `paused` by a person, or why it waits. */
  lanes: StateCount[]
}

/** A step in the life of a run that this process has made. */
export interface RunChange {
  environment: string
  runId: string
  /** True for a run of one event, asked for with its button. */
  single: boolean
  what: 'started' | 'paused' | 'resumed' | 'released' | 'stopped' | 'cancelled' | 'ended'
  /** The events that it is of: all at its start, those in each state at its end. */
  events?: number | Partial<ItemCounts>
}

/** `changed`; or `unchanged`, the run or lane was in that state already or is over; or `unknown`, it does not exist. */
export type Controlled = 'changed' | 'unchanged' | 'unknown'

/** The run that holds an event in the queue. */
export interface Holder {
  runId: string
  name: string
  state: RunState
  /** The state of the event's item in that run. */
  item: ItemState
}

/** The reads and controls that people have over runs. Unknown ids give undefined. */
export interface RunBook {
  /**
   * Writes a run and its items in one transaction and lets its lanes begin. An event that stands twice in `items`
   * counts once.
   */
  create(run: NewRun, items: readonly NewItem[]): Promise<Creation>
  /** Counts what is open in all environments, by state. */
  figures(): Promise<RunFigures>
  /** Has a listener hear what becomes of runs, as far as it is this process that makes it so. */
  onChange(listener: (change: RunChange) => void): void
  /** Reads one page, newest first; a page past either end is answered with the newest one. */
  page(environment: string, query: RunQuery, spacing: Spacing): Promise<RunPage>
  detail(environment: string, runId: string, spacing: Spacing): Promise<RunDetail | undefined>
  items(environment: string, runId: string, query: RunItemQuery, spacing: Spacing): Promise<RunItemPage | undefined>
  /** Reads all items of a run in its order, in batches while they are consumed, for files. `turnAt` is null in each. */
  allItems(
    environment: string,
    runId: string,
    query?: Pick<RunItemQuery, 'state' | 'subscription'>,
  ): AsyncIterable<RunItem>
  /** Reads one event of a run, for the person who asked for it alone. It costs little enough to be read every 50 ms. */
  queued(environment: string, runId: string, eventId: string, spacing: Spacing): Promise<QueuedReply | undefined>
  /** Reads the runs that have not ended; `changed` differs whenever any run of the environment has changed. */
  active(environment: string, spacing: Spacing): Promise<ActiveRuns>
  /** Holds what waits. A call that was begun goes on to its end. */
  pause(environment: string, runId: string, control: Control): Promise<Controlled>
  /**
   * Lets held items wait again, except in lanes that are paused themselves. A stopped run goes on; a canary that was
   * not delivered is followed by the next one.
   */
  resume(environment: string, runId: string, control: Control): Promise<Controlled>
  /** Cancels what waits or is held. What was begun or scheduled goes on to its end. */
  cancel(environment: string, runId: string, control: Control): Promise<Controlled>
  /**
   * Deletes a part of a run that ended before a time (ms since 1970), at most `most` items. Returns how many rows went, 0
   * when there is no such run any more.
   */
  forgetEnded(before: number, most: number): Promise<number>
  /**
   * Returns for each subscription how many items wait in its lane, and the time (ms) from which its next call may go
   * out. Idle ones get zeros.
   */
  backlog(
    environment: string,
    subscriptionIds: readonly string[],
  ): Promise<Map<string, { ahead: number; freeAt: number }>>
  /** Returns the run of each event that is in the queue or followed up, by `eventKey`. */
  activeOf(environment: string, events: readonly { subscriptionId: string; id: string }[]): Promise<Map<string, Holder>>
  /** Makes a lane due at once that waits because its subscription was off. */
  switchedOn(environment: string, subscriptionId: string): Promise<void>
  /** Makes the follow-ups of sent events due at once, because their end was just read by other means. */
  followUpNow(environment: string, events: readonly { subscriptionId: string; id: string }[]): Promise<void>
  /** Ends every run of an environment whose events are gone, because its sandbox began anew. */
  endAll(environment: string, reason: Extract<ItemNote, { code: 'sandboxReset' }>): Promise<void>
}

/** Returns the key of an event in the answer of `activeOf`. */
export function eventKey({ subscriptionId, id }: { subscriptionId: string; id: string }): string {
  return `${subscriptionId}/${id}`
}
