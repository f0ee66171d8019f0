import type { Role } from '../../contract/role.ts'
import type {
  ActiveRuns,
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

/** A run as it is asked for. `lanes` names the subscriptions of its items. */
export interface NewRun {
  /** Made by the caller: the same request sent twice makes one run. */
  id: string
  environment: string
  /** Asked for with one event's button: goes before what runs wait for. */
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

/** One event of a run. Items are given in the order of the plan: it is the order in their lane. */
export interface NewItem {
  subscriptionId: string
  eventId: string
  type: string | null
  user: string | null
  expiresAt: string | null
  /** The token to post, where it does not come from the API: a replay from an export file. */
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

/** What turns are reckoned with: milliseconds between two calls of one subscription in this environment. */
export interface Spacing {
  interval: number
}

export interface Control {
  /** One subscription's lane in the run; the whole run when left out. */
  subscriptionId?: string | undefined
  by: string
  reason: string | null
}

/** `changed`; or `unchanged`, it already stood so or is over; or `unknown`, there is no such run or lane in it. */
export type Controlled = 'changed' | 'unchanged' | 'unknown'

/** What holds an event in the queue. */
export interface Holder {
  runId: string
  name: string
  state: RunState
  /** How far it has come there. */
  item: ItemState
}

/** What people see of runs and do to them. Unknown ids give undefined. */
export interface RunBook {
  /** Writes a run and its items in one transaction and lets its lanes begin. Two of one event in `items` count once. */
  create(run: NewRun, items: readonly NewItem[]): Promise<Creation>
  /** Newest first; a page past either end is answered with the newest one. */
  page(environment: string, query: RunQuery, spacing: Spacing): Promise<RunPage>
  detail(environment: string, runId: string, spacing: Spacing): Promise<RunDetail | undefined>
  items(environment: string, runId: string, query: RunItemQuery, spacing: Spacing): Promise<RunItemPage | undefined>
  /** All items of a run in its order, read in parts while they are consumed; `turnAt` is null in each. For files. */
  allItems(
    environment: string,
    runId: string,
    query?: Pick<RunItemQuery, 'state' | 'subscription'>,
  ): AsyncIterable<RunItem>
  /** One event of a run, as the reply to somebody who asked for it alone. Cheap enough to be asked every 50 ms. */
  queued(environment: string, runId: string, eventId: string, spacing: Spacing): Promise<QueuedReply | undefined>
  /** The runs that have not ended; `changed` differs whenever anything about any run of the environment does. */
  active(environment: string, spacing: Spacing): Promise<ActiveRuns>
  /** What waits becomes held. What was begun goes on to its end. */
  pause(environment: string, runId: string, control: Control): Promise<Controlled>
  /**
   * What is held waits again, except in lanes that are paused themselves. A run that stopped goes on; a canary that was
   * not delivered is followed by the next one.
   */
  resume(environment: string, runId: string, control: Control): Promise<Controlled>
  /** What waits or is held is given up. What was begun or scheduled goes on to its end. */
  cancel(environment: string, runId: string, control: Control): Promise<Controlled>
  /** Per subscription: how many wait in its lane, and from when (ms) its next call may go out. Zeros for idle ones. */
  backlog(
    environment: string,
    subscriptionIds: readonly string[],
  ): Promise<Map<string, { ahead: number; freeAt: number }>>
  /** Which of these events are in the queue or followed by a run, and which run; by `eventKey`. */
  activeOf(environment: string, events: readonly { subscriptionId: string; id: string }[]): Promise<Map<string, Holder>>
  /** Looks again at once at a lane that waits because its subscription was off. */
  switchedOn(environment: string, subscriptionId: string): Promise<void>
  /** Somebody saw how it ended for events that were sent: their items are looked at now, not when they would be. */
  followUpNow(environment: string, events: readonly { subscriptionId: string; id: string }[]): Promise<void>
  /** Ends every run of an environment whose events are no more, a new sandbox's. */
  endAll(environment: string, reason: Extract<ItemNote, { code: 'sandboxReset' }>): Promise<void>
}

/** The key of an event in the answer of `activeOf`. */
export function eventKey({ subscriptionId, id }: { subscriptionId: string; id: string }): string {
  return `${subscriptionId}/${id}`
}
