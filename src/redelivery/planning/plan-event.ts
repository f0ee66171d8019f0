import type { EventItem } from '../../contract/event.ts'

/** What planning has to know of an event. `queued`: it waits in a run already, or was sent by one that follows it. */
export type PlanEvent = Pick<
  EventItem,
  | 'id'
  | 'subscriptionId'
  | 'state'
  | 'type'
  | 'user'
  | 'entityType'
  | 'attributes'
  | 'createdAt'
  | 'occurredAt'
  | 'expiresAt'
> & { queued: boolean }

/** Sorts what has nothing else to be told apart by: the same events in another order give the same plan. */
export function byId(one: PlanEvent, other: PlanEvent): number {
  return compareText(one.id, other.id) || compareText(one.subscriptionId, other.subscriptionId)
}

/** In the order of code units: of ids and times, which are of one alphabet. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
