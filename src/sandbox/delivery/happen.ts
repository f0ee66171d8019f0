import { randomUUID } from 'node:crypto'
import type { Claim, EventRecord } from '../state/event-store.ts'
import type { Engine } from './engine.ts'
import { passes } from './filter.ts'
import { eventsClaimOf } from './sign.ts'

/** Something that happens to a user of a customer. */
export interface Occurrence {
  /** Customer id, or the customer's short name. */
  customer: string
  /** `entityCreated`, `entityUpdated`, `entityDeleted`, or any other: new types are data (API 3). */
  type: string
  application: string
  client: string
  /** `user` when left out. */
  entityType?: string
  /** The user's UUID; a new user when left out. */
  sub?: string
  /** Changed attribute paths, for `entityUpdated`. */
  attributes?: string[]
}

/**
 * Records an occurrence for every subscription that wants it and sends it on its way: subscribed to the type, and let
 * through by the filter. Disabled subscriptions keep it as a failure (API 6.4). Gives the stored events.
 */
export function happen(engine: Engine, occurrence: Occurrence): EventRecord[] {
  const { state, options, dispatcher, stamp } = engine
  const customer = state.customers
    .values()
    .find(({ customerId, name }) => [customerId, name].includes(occurrence.customer))
  if (!customer) throw new Error(`No such customer: ${occurrence.customer}`)
  const { type } = occurrence
  const claim = claimOf(occurrence)
  const events = eventsClaimOf({ type, claim }, options)
  const occurredAt = stamp()

  return state.subscriptions
    .of(customer.customerId)
    .filter((subscription) => subscription.events.includes(type) && passes(subscription.filter, events))
    .map(({ subscriptionId, customerId, endpoint, enabled }) => {
      const at = stamp()
      const first = enabled ? 'awaiting-executing' : 'failure'
      const event = state.events.add({
        id: randomUUID(),
        subscriptionId,
        customerId,
        type,
        claim,
        occurredAt,
        createdAt: at,
        updatedAt: at,
        state: first,
        attempts: 0,
        endpoint,
        history: [{ state: first, at }],
      })
      if (enabled) dispatcher.take(event)
      return event
    })
}

const claimOf = (occurrence: Occurrence): Claim => ({
  id: randomUUID(),
  captureApplicationId: occurrence.application,
  captureClientId: occurrence.client,
  entityType: occurrence.entityType ?? 'user',
  sub: occurrence.sub ?? randomUUID(),
  ...(occurrence.attributes && { attributes: occurrence.attributes }),
})
