import type { EventsClaim } from '../../contract/upstream/notification.ts'
import { type Answer, verdictOn } from '../base/answer.ts'
import { derivedUuid } from '../base/ids.ts'
import { DAY, HOUR, MINUTE, millisOf } from '../base/time.ts'
import type { EventRecord, EventState, HistoryRecord } from '../state/event-store.ts'
import type { SubscriptionRecord } from '../state/subscription-store.ts'
import type { Core } from './core.ts'
import { deliver } from './deliver.ts'

/** Waits between the six attempts, in milliseconds: 3 s, 30 s, 5 min, 1 h, 24 h (API 6.3). */
export const WAITS = [3_000, 30_000, 5 * MINUTE, HOUR, DAY]

/** Sends stored events to their listeners and carries them through their states (API 6). */
export interface Dispatcher {
  /** Takes up an event where its state says it is: now, or when its retry falls due. */
  take(event: EventRecord): void
  /** Takes up every stored event that is not at an end; for events that were put into the store. */
  resume(): void
  /** Starts a failed event's clock anew (API 7). */
  redeliver(event: EventRecord): void
  /** Sends one notification that is not stored and not repeated, past the filter (API 8). */
  send(subscription: SubscriptionRecord, events: EventsClaim): Promise<Answer>
}

export function createDispatcher(core: Core): Dispatcher {
  const { state, schedule, signer, stamp } = core

  const change = (event: EventRecord, to: EventState, details: Omit<HistoryRecord, 'state' | 'at'> = {}) => {
    event.state = to
    event.updatedAt = stamp()
    event.history.push({ state: to, at: event.updatedAt, ...details })
  }

  const stored = (event: EventRecord) => state.events.get(event.id) === event
  const subscriptionOf = (event: EventRecord) => state.subscriptions.get(event.subscriptionId)

  const attempt = async (event: EventRecord) => {
    const subscription = subscriptionOf(event)
    if (!stored(event) || !subscription || event.state === 'success' || event.state === 'failure') return
    if (!subscription.enabled) return change(event, 'failure')
    const payload = signer.payload(event) // before the endpoint changes: `aud` keeps the first
    event.endpoint = subscription.endpoint
    change(event, 'executing')
    const answer = await deliver(core, { endpoint: event.endpoint, payload })
    if (stored(event)) endAttempt(event, answer)
  }

  const endAttempt = (event: EventRecord, answer: Answer) => {
    event.attempts += 1
    event.response = answer
    const wait = WAITS[event.attempts - 1]
    const verdict = verdictOn(answer)
    const again = verdict === 'retry' && wait !== undefined && subscriptionOf(event)?.enabled === true
    const outcome = 'error' in answer ? { error: answer.error } : { response: answer }
    change(event, verdict === 'success' ? 'success' : again ? 'awaiting-retry' : 'failure', {
      attempt: event.attempts,
      ...outcome,
    })
    if (again) take(event)
  }

  const take = (event: EventRecord) => {
    const wait = event.state === 'awaiting-retry' ? WAITS[event.attempts - 1] : undefined
    const due = wait === undefined ? core.options.clock.now() : millisOf(event.updatedAt) + schedule.scaled(wait)
    const { updatedAt } = event
    schedule.at(due, () => {
      if (event.updatedAt === updatedAt) void attempt(event) // else it has moved on by itself
    })
  }

  return {
    take,
    resume() {
      for (const event of state.events.all()) if (event.state !== 'success' && event.state !== 'failure') take(event)
    },
    redeliver(event) {
      signer.payload(event)
      event.attempts = 0
      event.response = undefined
      change(event, 'awaiting-executing')
      event.restartedAt = event.updatedAt
      take(event)
    },
    send(subscription, events) {
      const [claim] = Object.values(events)
      const at = stamp()
      const payload = signer.token({
        id: claim?.id ?? derivedUuid(subscription.subscriptionId, at),
        customerId: subscription.customerId,
        endpoint: subscription.endpoint,
        events,
        issuedAt: at,
        occurredAt: at,
      })
      return deliver(core, { endpoint: subscription.endpoint, payload })
    },
  }
}
