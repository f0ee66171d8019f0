import type { EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { changedFields } from '../../../filter/changed-fields.ts'
import { afterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import { storedText } from '../../words/outcomes.ts'

/** Returns, by field, where the API stored something else than was meant; fields that were not meant to change do not count. */
export function differencesOf(stored: Subscription, meant: Partial<SubscriptionBody>): EditReply['differences'] {
  return changedFields(stored, meant).flatMap((name): EditReply['differences'] => {
    if (name !== 'filter') return [{ name, reason: storedText[name](stored, { ...stored, ...meant }) }]
    const filter = afterChange(stored.filter, meant.filter ?? null, true)
    return filter.kind === 'done' ? [] : [{ name, reason: filter.warning }]
  })
}
