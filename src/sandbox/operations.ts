import type { Operation } from './operation.ts'
import { cancelExport } from './operations/cancel-export.ts'
import { createSubscription } from './operations/create-subscription.ts'
import { deleteSubscription } from './operations/delete-subscription.ts'
import { downloadExport } from './operations/download-export.ts'
import { eventHistory } from './operations/event-history.ts'
import { getEntityType } from './operations/get-entity-type.ts'
import { getEvent } from './operations/get-event.ts'
import { getExport } from './operations/get-export.ts'
import { getSubscription } from './operations/get-subscription.ts'
import { getSummary } from './operations/get-summary.ts'
import { issueToken } from './operations/issue-token.ts'
import { listEntityTypes } from './operations/list-entity-types.ts'
import { listEvents } from './operations/list-events.ts'
import { listExports } from './operations/list-exports.ts'
import { listSubscriptions } from './operations/list-subscriptions.ts'
import { modifySubscription } from './operations/modify-subscription.ts'
import { publicKeys } from './operations/public-keys.ts'
import { redeliverAll } from './operations/redeliver-all.ts'
import { redeliverEvent } from './operations/redeliver-event.ts'
import { sendTest } from './operations/send-test.ts'
import { startExport } from './operations/start-export.ts'

/** Every call of the API's endpoint table. */
export const OPERATIONS: Operation[] = [
  issueToken,
  publicKeys,
  listSubscriptions,
  createSubscription,
  getSubscription,
  modifySubscription,
  deleteSubscription,
  // Before the single event: `events/exports` is not an event's id.
  listExports,
  startExport,
  getExport,
  cancelExport,
  downloadExport,
  listEvents,
  getEvent,
  eventHistory,
  redeliverEvent,
  redeliverAll,
  sendTest,
  getSummary,
  listEntityTypes,
  getEntityType,
]
