import type { EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { changedFields, type SubscriptionField } from '../../../filter/changed-fields.ts'
import { afterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'

/**
 * Where the API stored something else than it was told, in words by the member's name; empty when it obeyed. Members
 * that were not meant to change are not looked at.
 */
export function differencesOf(stored: Subscription, meant: Partial<SubscriptionBody>): EditReply['differences'] {
  return changedFields(stored, meant).flatMap((name): EditReply['differences'] => {
    if (name !== 'filter') return [{ name, reason: `The API stored ${STORED[name](stored, { ...stored, ...meant })}` }]
    const filter = afterChange(stored.filter, meant.filter ?? null, true)
    return filter.kind === 'done' ? [] : [{ name, reason: filter.warning }]
  })
}

const STORED = {
  title: (stored, meant) => `the title “${stored.title}”, not “${meant.title}”`,
  endpoint: (stored, meant) => `the endpoint ${stored.endpoint}, not ${meant.endpoint}`,
  events: (stored, meant) => `the event types ${inWords(stored.events)}, not ${inWords(meant.events)}`,
  enabled: (stored) => `it as ${stored.enabled ? 'on' : 'off'}`,
} satisfies Record<Exclude<SubscriptionField, 'filter'>, (stored: SubscriptionBody, meant: SubscriptionBody) => string>

const inWords = (events: readonly string[]): string => (events.length > 0 ? events.join(', ') : 'none')
