import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { EventDetail, EventPage, type EventQuery, RedeliverReply } from '../../contract/event.ts'
import { apiPath, call, searchOf } from './client.ts'

const path = (environment: string, subscriptionId: string, ...rest: string[]) =>
  apiPath('environments', environment, 'subscriptions', subscriptionId, 'events', ...rest)

export const eventQueries = {
  all: (environment: string, subscriptionId: string) =>
    ['environments', environment, 'events', subscriptionId] as const,
  /** Newest first. */
  page: (environment: string, subscriptionId: string, query: Partial<EventQuery>) =>
    queryOptions({
      queryKey: [...eventQueries.all(environment, subscriptionId), 'page', searchOf(query)] as const,
      queryFn: ({ signal }) => call(path(environment, subscriptionId) + searchOf(query), EventPage, { signal }),
    }),
  detail: (environment: string, subscriptionId: string, eventId: string) =>
    queryOptions({
      queryKey: [...eventQueries.all(environment, subscriptionId), 'detail', eventId] as const,
      queryFn: ({ signal }) => call(path(environment, subscriptionId, eventId), EventDetail, { signal }),
    }),
}

/** Asks for one more delivery of a failed event. Success means scheduled, not delivered: follow the event's state. */
export const redeliverEvent = (environment: string, subscriptionId: string) =>
  mutationOptions({
    mutationKey: [...eventQueries.all(environment, subscriptionId), 'redeliver'],
    mutationFn: ({ eventId, reason }: { eventId: string; reason?: string }) =>
      call(path(environment, subscriptionId, eventId, 'redeliver'), RedeliverReply, {
        method: 'POST',
        body: reason ? { reason } : {},
      }),
    meta: {
      invalidates: [eventQueries.all(environment, subscriptionId), ['environments', environment, 'subscriptions']],
    },
  })
