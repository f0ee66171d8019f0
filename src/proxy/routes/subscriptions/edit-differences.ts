import type { EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { afterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'

/** Whether two lists name the same event types; their order means nothing. */
export const sameEvents = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((type) => other.includes(type))

/**
 * Where the API stored something else than it was told, in words by the member's name; empty when it obeyed. Members
 * that were not meant to change are not looked at.
 */
export const differencesOf = (stored: Subscription, meant: Partial<SubscriptionBody>): EditReply['differences'] => {
  const differences: EditReply['differences'] = []
  const note = (name: keyof SubscriptionBody, what: string) =>
    differences.push({ name, reason: `The API stored ${what}` })
  const { title = stored.title, endpoint = stored.endpoint, events = stored.events, enabled = stored.enabled } = meant
  if (stored.title !== title) note('title', `the title “${stored.title}”, not “${title}”`)
  if (stored.endpoint !== endpoint) note('endpoint', `the endpoint ${stored.endpoint}, not ${endpoint}`)
  if (!sameEvents(stored.events, events))
    note('events', `the event types ${inWords(stored.events)}, not ${inWords(events)}`)
  if (stored.enabled !== enabled) note('enabled', `it as ${stored.enabled ? 'on' : 'off'}`)
  if (meant.filter === undefined) return differences
  const filter = afterChange(stored.filter, meant.filter, true)
  return filter.kind === 'done' ? differences : [...differences, { name: 'filter', reason: filter.warning }]
}

const inWords = (events: readonly string[]): string => (events.length > 0 ? events.join(', ') : 'none')
