import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { EventDetail, EventPage, type EventQuery } from '../../contract/event.ts'
import { QueuedReply } from '../../contract/run.ts'
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

/**
 * Has one failed event sent again: by Identity Cloud (`redeliver`), or by the console itself (`replay`). The reply says
 * where it is in its queue; scheduled is not delivered: follow the event's state.
 */
export function sendEvent(environment: string, subscriptionId: string, way: 'redeliver' | 'replay') {
  return mutationOptions({
    mutationKey: [...eventQueries.all(environment, subscriptionId), way],
    mutationFn: ({ eventId, reason }: { eventId: string; reason?: string }) =>
      call(path(environment, subscriptionId, eventId, way), QueuedReply, {
        method: 'POST',
        body: reason ? { reason } : {},
      }),
    meta: {
      invalidates: [
        eventQueries.all(environment, subscriptionId),
        ['environments', environment, 'subscriptions'],
        ['environments', environment, 'runs'],
        ['environments', environment, 'active-runs'],
      ],
    },
  })
}
