import type { SandboxOptions } from '../base/options.ts'

type Href = { href: string }
interface Place {
  customerId: string
  subscriptionId: string
}

const collection = (customerId: string) => `/${customerId}/webhooks/subscriptions`

/** `{sub}` of the endpoint table: `/{customerId}/webhooks/subscriptions/{subscriptionId}`. */
export function subscriptionPath({ customerId, subscriptionId }: Place): string {
  return `${collection(customerId)}/${subscriptionId}`
}

export function subscriptionLinks(place: Place): { self: Href } {
  return { self: { href: subscriptionPath(place) } }
}

/**
 * Returns the links of the list and of an item in it: with the authoritative page's odd slashes, or without (API 1.3).
 */
export function listedLinks(customerId: string, { links }: Pick<SandboxOptions, 'links'>) {
  const self = links === 'slashed' ? `${collection(customerId)}/` : collection(customerId)
  return { self, item: (subscriptionId: string) => ({ self: { href: `${self}/${subscriptionId}` } }) }
}

export function eventLinks(event: Place & { id: string }): Record<'self' | 'redeliver' | 'history', Href> {
  const self = `${subscriptionPath(event)}/events/${event.id}`
  return { self: { href: self }, redeliver: { href: `${self}/redeliver` }, history: { href: `${self}/history` } }
}
