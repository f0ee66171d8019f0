import type { UpstreamSummary } from '../../contract/upstream/event.ts'
import type { SandboxOptions } from '../base/options.ts'
import { type Micros, microsOf } from '../base/time.ts'
import { type Customer, customerOf } from './customers.ts'
import { createEventStore, type EventRecord, type EventStore } from './event-store.ts'
import { createFaults, type Faults } from './faults.ts'
import { createListeners, type Listeners } from './listeners.ts'
import { createRedeliveryCalls, type RedeliveryCalls } from './redelivery-calls.ts'
import { createSubscriptionStore, type SubscriptionStore } from './subscription-store.ts'
import { createTokenStore, type TokenStore } from './token-store.ts'

/** An export job (API 10) and the failed events it takes along. */
export interface ExportRecord {
  id: string
  subscriptionId: string
  customerId: string
  createdAt: Micros
  updatedAt: Micros
  state: 'processing' | 'completed' | 'canceled' | 'failed'
  eventIds: string[]
  /** Set once writing the file has begun: then it cannot be cancelled any more. */
  writing?: boolean
  /** The content of the file, once written: the events as they were then. */
  records?: EventRecord[]
}

/** A summary as it was last computed (API 9). */
export interface SummaryRecord {
  computedAt: Micros
  summary: UpstreamSummary
}

/** Everything the sandbox remembers. Tests and the seed look into it and put things there. */
export interface State {
  /** By customer id. */
  customers: Map<string, Customer>
  subscriptions: SubscriptionStore
  events: EventStore
  tokens: TokenStore
  /** By export id. */
  exports: Map<string, ExportRecord>
  /** By subscription id. */
  summaries: Map<string, SummaryRecord>
  /** By subscription id: when the current window of the redelivery ration began, in epoch milliseconds. */
  redeliveryWindows: Map<string, number>
  redeliveryCalls: RedeliveryCalls
  listeners: Listeners
  faults: Faults
  /** Back to customers only. */
  clear(): void
}

export function createState(options: SandboxOptions): State {
  const { clock } = options
  const state: State = {
    customers: new Map(),
    subscriptions: createSubscriptionStore(),
    events: createEventStore(() => microsOf(clock.now()), options),
    tokens: createTokenStore(clock.now),
    exports: new Map(),
    summaries: new Map(),
    redeliveryWindows: new Map(),
    redeliveryCalls: createRedeliveryCalls(),
    listeners: createListeners(),
    faults: createFaults(),
    clear() {
      for (const part of [state.subscriptions, state.events, state.tokens, state.exports]) part.clear()
      for (const part of [state.summaries, state.redeliveryWindows, state.redeliveryCalls]) part.clear()
      for (const part of [state.listeners, state.faults]) part.clear()
      state.customers.clear()
      for (const option of options.customers) {
        const customer = customerOf(option, options)
        state.customers.set(customer.customerId, customer)
      }
    },
  }
  state.clear()
  return state
}
