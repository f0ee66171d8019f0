import { randomUUID } from 'node:crypto'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { SubscriptionRecord } from '../sandbox/state/subscription-store.ts'

/** An application and an API client in the form the API gives them. */
export const APPLICATION = 'zzyn9gy9r8xdy5zkru4y54syk6'
const CLIENT = 'elrrniux51a3nrhfwzklvz3t46lb5n2m'

/** Stores a subscription of the sandbox's first customer; what is not given is believable. */
export function addSubscription(sandbox: Sandbox, differs: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  const [customer] = sandbox.customers
  if (!customer) throw new Error('A sandbox has customers')
  const at = sandbox.stamp()
  return sandbox.state.subscriptions.add({
    subscriptionId: randomUUID(),
    customerId: customer.customerId,
    createdAt: at,
    updatedAt: at,
    title: 'Orders sync',
    endpoint: 'https://orders.listener.example/hooks',
    events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
    enabled: true,
    ...differs,
  })
}

/** Something happens to a user of the first customer: an update of `attributes`. */
export function changeUser(sandbox: Sandbox, attributes: string[] = ['email'], sub: string = randomUUID()) {
  return sandbox.happen({
    customer: sandbox.customers[0]?.customerId ?? '',
    type: 'entityUpdated',
    application: APPLICATION,
    client: CLIENT,
    attributes,
    sub,
  })
}
