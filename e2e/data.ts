import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { EventRecord } from '../src/sandbox/state/event-store.ts'
import type { SubscriptionRecord } from '../src/sandbox/state/subscription-store.ts'
import { expect, type Product } from './test.ts'

/** A title that nothing else in the sandbox has. */
export const unique = (words: string): string => `${words} ${randomUUID().slice(0, 8)}`

/** A subscription of the production environment that belongs to one test, with a listener of its own. */
export const addSubscription = (
  { sandbox }: Pick<Product, 'sandbox'>,
  given: Partial<SubscriptionRecord> = {},
): SubscriptionRecord => {
  const customerId = sandbox.customers[0]?.customerId
  if (!customerId) throw new Error('The sandbox has no customer')
  const at = sandbox.stamp()
  return sandbox.state.subscriptions.add({
    subscriptionId: randomUUID(),
    customerId,
    createdAt: at,
    updatedAt: at,
    title: unique('Night shift'),
    endpoint: `https://listener-${randomUUID().slice(0, 8)}.listener.example/hooks`,
    events: ['entityUpdated'],
    enabled: true,
    ...given,
  })
}

/** Its listener's name, to change what it answers and to see what it got. */
export const listenerOf = ({ endpoint }: Pick<SubscriptionRecord, 'endpoint'>): string =>
  new URL(endpoint).hostname.replace('.listener.example', '')

type Given = Partial<Omit<EventRecord, 'claim'>> & { attributes?: string[]; sub?: string }

/** A stored event of a subscription: failed with 503 after six attempts, unless told otherwise. */
export const addEvent = (
  { sandbox }: Pick<Product, 'sandbox'>,
  subscription: SubscriptionRecord,
  { attributes = ['email'], sub = randomUUID(), ...given }: Given = {},
): EventRecord => {
  const at = given.createdAt ?? sandbox.stamp()
  const { state = 'failure', attempts = 6 } = given
  const response = { statusCode: state === 'success' ? 200 : 503, headers: {} }
  return sandbox.state.events.add({
    id: randomUUID(),
    subscriptionId: subscription.subscriptionId,
    customerId: subscription.customerId,
    type: 'entityUpdated',
    claim: {
      id: randomUUID(),
      captureApplicationId: 'zzyn9gy9r8xdy5zkru4y54syk6',
      captureClientId: 'elrrniux51a3nrhfwzklvz3t46lb5n2m',
      entityType: 'user',
      sub,
      attributes,
    },
    occurredAt: at,
    createdAt: at,
    updatedAt: at,
    endpoint: subscription.endpoint,
    history: [
      { state: 'awaiting-executing', at },
      { state, at, attempt: attempts, response },
    ],
    ...(attempts > 0 && { response }),
    ...given,
    state,
    attempts,
  })
}

/** Lets the console learn of a subscription that it would otherwise meet when its list is ten seconds old. */
export const learn = async (page: Page, { subscriptionId }: SubscriptionRecord, environment = 'production') => {
  const answer = await page.request.get(`/api/environments/${environment}/subscriptions/${subscriptionId}`)
  expect(answer.status()).toBe(200)
}

/** The address of a subscription in the console. */
export const pathOf = ({ subscriptionId }: SubscriptionRecord): string => `/production/subscriptions/${subscriptionId}`

/** The address of an event in the console. */
export const eventPathOf = ({ subscriptionId, id }: EventRecord): string =>
  `/production/subscriptions/${subscriptionId}/events/${id}`
