import type { Draft } from '../contract/draft.ts'
import { sameFilter } from './merge-patch.ts'

/** The fields of a subscription that a person decides (API 3), in the order in which they are asked for and told. */
export const SUBSCRIPTION_FIELDS = ['title', 'endpoint', 'events', 'enabled', 'filter'] as const
export type SubscriptionField = (typeof SUBSCRIPTION_FIELDS)[number]

/** Returns true when both lists name the same event types: neither their order nor a doubled name means anything. */
export function sameEventTypes(one: readonly string[], other: readonly string[]): boolean {
  const [names, others] = [new Set(one), new Set(other)]
  return names.size === others.size && names.isSubsetOf(others)
}

/** Returns true when two subscriptions say the same in one field. Space around a title or an endpoint means nothing. */
export function sameField(field: SubscriptionField, one: Draft, other: Draft): boolean {
  if (field === 'filter') return sameFilter(one.filter, other.filter)
  if (field === 'events') return sameEventTypes(one.events, other.events)
  if (field === 'enabled') return one.enabled === other.enabled
  return one[field].trim() === other[field].trim()
}

/**
 * Returns the fields in which `to` differs from `from`, in the order of `SUBSCRIPTION_FIELDS`; a field that `to` does
 * not have is not changed. The editor, copy in, the switch and the proxy all ask here, so that they agree on what a
 * change is.
 */
export function changedFields(from: Draft, to: Partial<Draft>): SubscriptionField[] {
  const whole = { ...from, ...to }
  return SUBSCRIPTION_FIELDS.filter((field) => to[field] !== undefined && !sameField(field, from, whole))
}

/** Returns the named fields of a subscription and nothing else of it. */
export function pickFields(from: Partial<Draft>, fields: readonly SubscriptionField[]): Partial<Draft> {
  return Object.fromEntries(fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])))
}
