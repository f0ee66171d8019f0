import type { FailedItem } from '../../contract/failed-event.ts'
import type { RunItem } from '../../contract/run.ts'
import type { TrailItem } from '../../contract/user-trail.ts'
import type { CsvColumns } from '../http/csv.ts'

/** The columns of the list of failed events, with the ids behind it: no token and nothing of a payload. */
export const FAILED_EVENT_COLUMNS: CsvColumns<FailedItem> = {
  Subscription: (item) => item.subscription.title,
  'Subscription id': (item) => item.subscriptionId,
  'Event id': (item) => item.id,
  'Event type': (item) => item.type,
  'Entity type': (item) => item.entityType,
  Attributes: (item) => item.attributes.join('; '),
  User: (item) => item.user,
  Application: (item) => item.application,
  State: (item) => item.state,
  Cause: (item) => item.cause,
  'Listener status': (item) => item.listenerStatus,
  'Listener error': (item) => item.listenerError,
  Attempts: (item) => item.attempts,
  'Happened at': (item) => item.occurredAt,
  'Recorded at': (item) => item.createdAt,
  'Failed at': (item) => item.updatedAt,
  'Expires at': (item) => item.expiresAt,
  Run: (item) => item.run?.name ?? null,
}

/** The columns of the list of a run's events, with the ids behind it: no token. */
export const RUN_ITEM_COLUMNS: CsvColumns<RunItem> = {
  Position: (item) => item.position + 1,
  Subscription: (item) => item.subscriptionTitle,
  'Subscription id': (item) => item.subscriptionId,
  'Event id': (item) => item.eventId,
  'Event type': (item) => item.type,
  User: (item) => item.user,
  Result: (item) => item.state,
  Note: (item) => item.note,
  Status: (item) => item.status,
  'Sent at': (item) => item.sentAt,
  'Ended at': (item) => item.endedAt,
  'Expires at': (item) => item.expiresAt,
}

/** A thing that happened to a user, in one subscription: its stored event, or why it has none. */
export interface TrailLine {
  user: string
  asOf: string
  eventId: string | null
  type: string | null
  at: string
  subscription: string
  item: TrailItem | null
  fate: string
}

/** The columns of what happened to one user: no token and nothing of a payload. */
export const TRAIL_COLUMNS: CsvColumns<TrailLine> = {
  User: ({ user }) => user,
  'Happened at': ({ at }) => at,
  'Event type': ({ type }) => type,
  'Event id': ({ eventId }) => eventId,
  Subscription: ({ subscription }) => subscription,
  Outcome: ({ fate }) => fate,
  Cause: ({ item }) => item?.cause ?? null,
  'Listener status': ({ item }) => item?.listenerStatus ?? null,
  Attempts: ({ item }) => item?.attempts ?? null,
  'Recorded at': ({ item }) => item?.createdAt ?? null,
  'Last changed at': ({ item }) => item?.updatedAt ?? null,
  'Expires at': ({ item }) => item?.expiresAt ?? null,
  'Stored event id': ({ item }) => item?.id ?? null,
  'Read at': ({ asOf }) => asOf,
}
