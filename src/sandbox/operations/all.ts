import { cancelExport } from './cancel-export.ts'
import { createSubscription } from './create-subscription.ts'
import { deleteSubscription } from './delete-subscription.ts'
import { downloadExport } from './download-export.ts'
import { eventHistory } from './event-history.ts'
import { getEntityType } from './get-entity-type.ts'
import { getEvent } from './get-event.ts'
import { getExport } from './get-export.ts'
import { getSubscription } from './get-subscription.ts'
import { getSummary } from './get-summary.ts'
import { issueToken } from './issue-token.ts'
import { listEntityTypes } from './list-entity-types.ts'
import { listEvents } from './list-events.ts'
import { listExports } from './list-exports.ts'
import { listSubscriptions } from './list-subscriptions.ts'
import { modifySubscription } from './modify-subscription.ts'
import type { Operation } from './operation.ts'
import { publicKeys } from './public-keys.ts'
import { redeliverAll } from './redeliver-all.ts'
import { redeliverEvent } from './redeliver-event.ts'
import { sendTest } from './send-test.ts'
import { startExport } from './start-export.ts'

/** Every call of the API's endpoint table, by its name. */
export const OPERATIONS = {
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
} satisfies Record<string, Operation>
