import { Uuid } from '../../contract/upstream/common.ts'
import { refusalOf } from '../answers/refusal.ts'

export const COLLECTION = '/webhooks/subscriptions'

/** An id as it may stand in a path. Throws `Refusal` for what is no UUID (API 1.2). */
export const checked = (id: string): string => {
  if (!Uuid.safeParse(id).success) throw refusalOf('invalid_request')
  return id
}

export const subscriptionPath = (id: string): string => `${COLLECTION}/${checked(id)}`
export const eventPath = (id: string, eventId: string): string => `${subscriptionPath(id)}/events/${checked(eventId)}`
