import type { Sandbox } from '../sandbox.ts'
import { applicationsOf } from './company.ts'
import { makeEvents } from './events.ts'
import { createRandom } from './random.ts'
import { planSubscriptions } from './subscriptions.ts'
import { share } from './times.ts'

export interface SeedSize {
  /** Subscriptions of all customers together; the first customer has most of them. */
  subscriptions: number
  /** Stored events of all customers together. */
  events: number
}

export const SEED_SIZE: SeedSize = { subscriptions: 48, events: 3000 }

/** The first customer is the real thing, the others are for trying things out. */
const SUBSCRIPTIONS = { first: 3, others: 1 }
const EVENTS = { first: 9, others: 1 }

/**
 * Fills a sandbox with a company's subscriptions, listeners and the events of its last seven days, and lets the events
 * that wait for a retry go on. For `createSandbox({ populate })`. The same seed and time give the same data.
 */
export function seedWith(size: Partial<SeedSize> = {}) {
  return (sandbox: Sandbox): void => {
    const { state, options, dispatcher } = sandbox
    const { subscriptions, events } = { ...SEED_SIZE, ...size }
    const now = options.clock.now()
    const customers = [...state.customers.values()]
    const shares = (total: number, { first, others }: typeof EVENTS) =>
      share(
        total,
        customers.map((_, place) => (place === 0 ? first : others)),
      )
    const [counts, eventCounts] = [shares(subscriptions, SUBSCRIPTIONS), shares(events, EVENTS)]

    for (const [place, customer] of customers.entries()) {
      const random = createRandom(`${options.seed}/${customer.name}`)
      const applications = applicationsOf(customer.name, options.seed)
      const setting = { customer, applications, count: counts[place] ?? 0, seed: options.seed, now }
      const plans = planSubscriptions(setting, random.branch('subscriptions'))
      const lanes = makeEvents(plans, { applications, count: eventCounts[place] ?? 0, now, options }, random)
      const oldestFirst = lanes.sort((a, b) => a.plan.subscription.createdAt - b.plan.subscription.createdAt)
      for (const { plan, past, events } of oldestFirst) {
        state.subscriptions.add(plan.subscription)
        state.listeners.set(plan.listener, past.goesOn)
        for (const event of events) state.events.add(event)
      }
    }
    dispatcher.resume()
  }
}
