import type { Subscription } from '../../../contract/subscription.ts'
import { sameJson } from '../../../filter/json.ts'

/** What somebody can change about a subscription, in the order in which it is told. */
const FIELDS = ['title', 'endpoint', 'events', 'enabled', 'filter'] as const
export type ChangedField = (typeof FIELDS)[number]

/** The order of event types means nothing. */
const comparable = (subscription: Subscription, field: ChangedField): unknown =>
  field === 'events' ? [...subscription.events].sort() : subscription[field]

/** The fields that differ between what was seen and what is stored now. */
export const changedFields = (seen: Subscription, now: Subscription): ChangedField[] =>
  FIELDS.filter((field) => !sameJson(comparable(seen, field), comparable(now, field)))
