import type { EventItem } from '../../contract/event.ts'
import type { Environment } from '../../contract/session.ts'

/** The redelivery call of an event for a shell (API 7); the token stays a placeholder. */
export function redeliverAsCurl(
  { baseUrl, customerId }: Environment,
  event: Pick<EventItem, 'id' | 'subscriptionId'>,
): string {
  const path = `${customerId}/webhooks/subscriptions/${event.subscriptionId}/events/${event.id}/redeliver`
  return `curl -X POST '${baseUrl}/${path}' \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"`
}
