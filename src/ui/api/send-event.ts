import { mutationOptions } from '@tanstack/react-query'
import { QueuedReply } from '../../contract/run.ts'
import { apiPath, call } from './client.ts'
import { eventQueries } from './events.ts'
import { runQueries } from './runs.ts'
import { subscriptionQueries } from './subscriptions.ts'

/**
 * Sends one failed event again: Identity Cloud does it (`redeliver`), or the console itself (`replay`). The reply names
 * its place in the queue; a scheduled event is not delivered yet, which only its state shows.
 */
export function sendEvent(environment: string, subscriptionId: string, way: 'redeliver' | 'replay') {
  return mutationOptions({
    mutationKey: [...eventQueries.all(environment, subscriptionId), way],
    mutationFn: ({ eventId, reason }: { eventId: string; reason?: string }) =>
      call(apiPath('environments', environment, 'subscriptions', subscriptionId, 'events', eventId, way), QueuedReply, {
        method: 'POST',
        body: reason ? { reason } : {},
      }),
    meta: {
      invalidates: [
        eventQueries.all(environment, subscriptionId),
        subscriptionQueries.all(environment),
        runQueries.all(environment),
        runQueries.active(environment).queryKey,
      ],
    },
  })
}
