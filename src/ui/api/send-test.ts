import { mutationOptions } from '@tanstack/react-query'
import { TestReply, type TestRequest } from '../../contract/export.ts'
import { apiPath, call } from './client.ts'
import { eventQueries } from './events.ts'
import { journalQueries } from './journal.ts'

/** Lets Identity Cloud send the listener a test notification (API 8). Success means accepted, not arrived. */
export function sendTest(environment: string, subscriptionId: string) {
  return mutationOptions({
    mutationFn: (body: TestRequest) =>
      call(apiPath('environments', environment, 'subscriptions', subscriptionId, 'test'), TestReply, {
        method: 'POST',
        body,
      }),
    meta: { invalidates: [eventQueries.all(environment, subscriptionId), journalQueries.all()] },
  })
}
