import type { ListenerResponse, UpstreamEvent, UpstreamHistoryEntry } from '../../contract/upstream/event.ts'
import type { UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import type { SandboxOptions } from '../base/options.ts'
import { rfc3339 } from '../base/time.ts'
import type { Core } from '../delivery/core.ts'
import { notificationHeaders } from '../delivery/deliver.ts'
import type { EventRecord, EventState, HistoryRecord } from '../state/event-store.ts'
import type { SubscriptionRecord } from '../state/subscription-store.ts'
import { eventLinks, subscriptionLinks } from './links.ts'

/** A subscription as the API shows it (API 3); no `filter` member when there is none (18 #10). */
export function showSubscription(record: SubscriptionRecord, links = subscriptionLinks(record)): UpstreamSubscription {
  return {
    subscriptionId: record.subscriptionId,
    customerId: record.customerId,
    createdAt: rfc3339(record.createdAt),
    updatedAt: rfc3339(record.updatedAt),
    title: record.title,
    endpoint: record.endpoint,
    events: record.events,
    enabled: record.enabled,
    ...(record.filter && { filter: record.filter }),
    _links: links,
  }
}

/** An event as the API shows it (API 5.2). */
export function showEvent({ options, signer }: Pick<Core, 'options' | 'signer'>, stored: EventRecord): UpstreamEvent {
  const event = asRead(stored, options)
  const payload = signer.payload(stored)
  const response = showResponse(event.response, options)
  return {
    id: event.id,
    createdAt: rfc3339(event.createdAt),
    updatedAt: rfc3339(event.updatedAt),
    state: spell(event.state, options),
    attempts: event.attempts,
    request: { endpoint: event.endpoint, headers: notificationHeaders(event.endpoint, payload, options), payload },
    ...(response && { response }),
    _links: eventLinks(event),
  }
}

/** Returns an event as reads see it: as it is, or for a while as it was before its redelivery. */
export function asRead(event: EventRecord, { clock }: Pick<SandboxOptions, 'clock'>): EventRecord {
  return event.shown && clock.now() < event.shown.until ? event.shown.as : event
}

/** One state change (API 5.3, 18 #17). */
export function showHistory(entry: HistoryRecord, options: SandboxOptions): UpstreamHistoryEntry {
  return {
    state: spell(entry.state, options),
    createdAt: rfc3339(entry.at),
    ...(entry.attempt !== undefined && { attempt: entry.attempt }),
    ...(entry.response && { response: entry.response }),
    ...(entry.error !== undefined && { error: entry.error }),
  }
}

const showResponse = (response: ListenerResponse | undefined, { noAnswer }: SandboxOptions) =>
  response?.error !== undefined && noAnswer === 'absent' ? undefined : response

const spell = (state: EventState, { retryState, firstState }: SandboxOptions): string => {
  if (state === 'awaiting-retry') return retryState
  return state === 'awaiting-executing' ? firstState : state
}
