import type { EventItem } from '../../contract/event.ts'
import type { Problem } from '../../contract/problem.ts'
import type { ReplayFailure } from '../../contract/run-note.ts'
import type { ReadEvent } from '../../contract/upstream/event.ts'
import type { QueueEnvironment } from '../../store/runs/queue.ts'

/** An environment that calls are made in; `certainAfter` is in milliseconds. */
export interface DispatchEnvironment extends QueueEnvironment {
  /** The time after which an unchanged event means that a call without an answer left no trace. */
  certainAfter: number
}

/** Names one event of a subscription in an environment. */
export interface EventRef {
  environment: string
  subscriptionId: string
  eventId: string
}

/** The refusal of the API, or of the way to it. */
export type ApiRefusal = Pick<Problem, 'code' | 'title' | 'upstreamStatus' | 'upstreamMessage' | 'retryAfter'>

/** The answer that was asked for, or the reason why there is none. */
export type Answer<T> = { value: T } | { refusal: ApiRefusal }

/** An event as the API has it now, decoded and as it came. */
export interface SeenEvent {
  item: EventItem
  event: ReadEvent
}

/**
 * The listener's answer; or why there is none, and whether something of the post may have reached it. `endpoint` is the
 * address it was posted to, as the subscription had it then.
 */
export type ReplayAnswer = ({ status: number } | { error: ReplayFailure; sent: boolean }) & { endpoint?: string }

/** The calls that the dispatcher makes to the world. None of them repeats a call that may have changed something. */
export interface RedeliveryPorts {
  /** The environments that calls are made in. */
  environments: readonly DispatchEnvironment[]
  readEvent(ref: EventRef): Promise<Answer<SeenEvent>>
  /** Reads an event's history (API 5.3), whatever stands in it. */
  readHistory(ref: EventRef): Promise<Answer<readonly unknown[]>>
  /** Makes one call of API 7. */
  redeliver(ref: EventRef): Promise<Answer<{ status: number }>>
  readSubscription(ref: Omit<EventRef, 'eventId'>): Promise<Answer<{ enabled: boolean }>>
  /** Posts a token to the subscription's listener, once. */
  replay(ref: EventRef, token: string): Promise<ReplayAnswer>
  /** Reports an event as it is now to the index, which keeps a copy. */
  reportEvent(ref: EventRef, event: ReadEvent): void
}
