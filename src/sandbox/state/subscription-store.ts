import type { FilterSchema } from '../../contract/upstream/subscription.ts'
import type { Micros } from '../base/time.ts'

export interface SubscriptionRecord {
  subscriptionId: string
  customerId: string
  createdAt: Micros
  updatedAt: Micros
  title: string
  endpoint: string
  events: string[]
  enabled: boolean
  filter?: FilterSchema | undefined
}

/** All subscriptions, per customer in the order of creation. */
export interface SubscriptionStore {
  add(subscription: SubscriptionRecord): SubscriptionRecord
  get(subscriptionId: string): SubscriptionRecord | undefined
  of(customerId: string): SubscriptionRecord[]
  /** The one with this title, unique per customer (API 3). */
  titled(customerId: string, title: string): SubscriptionRecord | undefined
  all(): SubscriptionRecord[]
  /** Puts the changed record in the place of the old one. */
  replace(subscription: SubscriptionRecord): SubscriptionRecord
  remove(subscriptionId: string): void
  clear(): void
}

export function createSubscriptionStore(): SubscriptionStore {
  const byId = new Map<string, SubscriptionRecord>()
  const byCustomer = new Map<string, Map<string, SubscriptionRecord>>()
  const ofCustomer = (customerId: string) => {
    const found = byCustomer.get(customerId) ?? new Map<string, SubscriptionRecord>()
    byCustomer.set(customerId, found)
    return found
  }
  const put = (subscription: SubscriptionRecord) => {
    byId.set(subscription.subscriptionId, subscription)
    ofCustomer(subscription.customerId).set(subscription.subscriptionId, subscription)
    return subscription
  }

  return {
    add: put,
    replace: put,
    get: (subscriptionId) => byId.get(subscriptionId),
    of: (customerId) => [...ofCustomer(customerId).values()],
    titled: (customerId, title) =>
      ofCustomer(customerId)
        .values()
        .find((other) => other.title === title),
    all: () => [...byId.values()],
    remove(subscriptionId) {
      const found = byId.get(subscriptionId)
      byId.delete(subscriptionId)
      if (found) ofCustomer(found.customerId).delete(subscriptionId)
    },
    clear() {
      byId.clear()
      byCustomer.clear()
    },
  }
}
