import type { Operation } from './operation.ts'
import { createSubscription } from './operations/create-subscription.ts'
import { deleteSubscription } from './operations/delete-subscription.ts'
import { eventHistory } from './operations/event-history.ts'
import { getEvent } from './operations/get-event.ts'
import { getSubscription } from './operations/get-subscription.ts'
import { issueToken } from './operations/issue-token.ts'
import { listEvents } from './operations/list-events.ts'
import { listSubscriptions } from './operations/list-subscriptions.ts'
import { modifySubscription } from './operations/modify-subscription.ts'
import { publicKeys } from './operations/public-keys.ts'
import { redeliverAll } from './operations/redeliver-all.ts'
import { redeliverEvent } from './operations/redeliver-event.ts'

/** Every call of the API's endpoint table. */
export const OPERATIONS: Operation[] = [
  issueToken,
  publicKeys,
  listSubscriptions,
  createSubscription,
  getSubscription,
  modifySubscription,
  deleteSubscription,
  listEvents,
  getEvent,
  eventHistory,
  redeliverEvent,
  redeliverAll,
]
