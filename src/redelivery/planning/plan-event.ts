import type { EventItem } from '../../contract/event.ts'

/**
 * The part of an event that planning reads. `queued`: it waits in a run already, or was sent by a run that follows it
 * up.
 */
export type PlanEvent = Pick<
  EventItem,
  | 'id'
  | 'eventId'
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

/** Compares by ids, where nothing else differs, so that the same events in another order give the same plan. */
export function byId(one: PlanEvent, other: PlanEvent): number {
  return compareText(one.id, other.id) || compareText(one.subscriptionId, other.subscriptionId)
}

/** Compares by code units: ids and times are of one alphabet. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
