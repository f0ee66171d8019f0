import { Uuid } from '../../contract/upstream/common.ts'
import { refusalOf } from '../answers/refusal.ts'

export const COLLECTION = '/webhooks/subscriptions'

/** Returns an id that may stand in a path. Throws `Refusal` when it is no UUID (API 1.2). */
export function checked(id: string): string {
  if (!Uuid.safeParse(id).success) throw refusalOf('invalid_request')
  return id
}

export function subscriptionPath(id: string): string {
  return `${COLLECTION}/${checked(id)}`
}
export function eventPath(id: string, eventId: string): string {
  return `${subscriptionPath(id)}/events/${checked(eventId)}`
}
