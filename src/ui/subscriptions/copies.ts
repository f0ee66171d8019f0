import type { Environment } from '../../contract/session.ts'
import type { Subscription } from '../../contract/subscription.ts'

type Upstream = Pick<Environment, 'baseUrl' | 'customerId'>

/** Returns the API's own address of this subscription (API 3.3). */
export function addressOf({ baseUrl, customerId }: Upstream, subscriptionId: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${customerId}/webhooks/subscriptions/${subscriptionId}`
}

/** Quotes a text for a POSIX shell, which then reads nothing in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/**
 * Reads the subscription from the API on a command line. The token is the caller's: the console never gives its own
 * away.
 */
export function curlOf(upstream: Upstream, subscriptionId: string): string {
  return [
    `curl --fail-with-body ${quoted(addressOf(upstream, subscriptionId))}`,
    '  --header "Authorization: Bearer $ACCESS_TOKEN"',
  ].join(' \\\n')
}

/** The subscription as the API writes it (API 3), without its links. */
export function jsonOf({ customerId }: Upstream, subscription: Subscription): string {
  return JSON.stringify(
    {
      subscriptionId: subscription.id,
      customerId,
      createdAt: subscription.createdAt,
      updatedAt: subscription.updatedAt,
      title: subscription.title,
      endpoint: subscription.endpoint,
      events: subscription.events,
      enabled: subscription.enabled,
      ...(subscription.filter ? { filter: subscription.filter } : {}),
    },
    null,
    2,
  )
}
