import { queryOptions } from '@tanstack/react-query'
import { EventDetail, EventPage, type EventQuery } from '../../contract/event.ts'
import { apiPath, call, searchOf } from './client.ts'

const path = (environment: string, subscriptionId: string, ...rest: string[]) =>
  apiPath('environments', environment, 'subscriptions', subscriptionId, 'events', ...rest)

export const eventQueries = {
  /** The events of every subscription. */
  everywhere: (environment: string) => ['environments', environment, 'events'] as const,
  all: (environment: string, subscriptionId: string) =>
    [...eventQueries.everywhere(environment), subscriptionId] as const,
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
