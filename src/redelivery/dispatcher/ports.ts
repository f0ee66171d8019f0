import type { EventItem } from '../../contract/event.ts'
import type { Problem } from '../../contract/problem.ts'
import type { UpstreamEvent } from '../../contract/upstream/event.ts'
import type { QueueEnvironment } from '../../store/runs/queue.ts'

/** Which event of which subscription in which environment. */
export interface Place {
  environment: string
  subscriptionId: string
  eventId: string
}

/** Why the API, or the way to it, said no. */
export type No = Pick<Problem, 'code' | 'title' | 'upstreamStatus' | 'upstreamMessage' | 'retryAfter'>

/** What was asked for, or why it was not to be had. */
export type Answer<T> = { got: T } | { no: No }

/** An event as it stands at the API, decoded and as it came. */
export interface SeenEvent {
  item: EventItem
  event: UpstreamEvent
}

/**
 * What the listener answered; or why it did not, and whether something of the post may have reached it. `endpoint` is
 * where it went to, as the subscription had it then.
 */
export type ReplayAnswer = ({ status: number } | { error: string; sent: boolean }) & { endpoint?: string }

/** What runs are carried out with. Nothing here repeats a call that may have changed something. */
export interface RedeliveryPorts {
  /** The environments that calls are made in. */
  environments: readonly QueueEnvironment[]
  look(place: Place): Promise<Answer<SeenEvent>>
  /** One call of API 7. */
  redeliver(place: Place): Promise<Answer<{ status: number }>>
  subscription(place: Omit<Place, 'eventId'>): Promise<Answer<{ enabled: boolean }>>
  /** One post of a token to the subscription's listener. */
  replay(place: Place, token: string): Promise<ReplayAnswer>
  /** Says how an event stands, to whoever keeps a copy. */
  tell(place: Place, event: UpstreamEvent): void
}
