import type { Draft } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { SubscriptionField } from '../../../filter/changed-fields.ts'
import type { Warning } from '../../../filter/warning.ts'

/** The change that is reviewed before it is sent, and the callbacks for its end. */
export interface ReviewOptions {
  /** The subscription that the change is based on; undefined for a new one. */
  base: Subscription | undefined
  draft: Draft
  warnings: Warning[]
  /** Fields that the API would not have, each with its reason. */
  onRefused: (fields: Partial<Record<SubscriptionField, string>>) => void
  /** Makes what another person stored the new base; of mine only the fields in `kept` stay. */
  onTheirs: (theirs: Subscription, kept: SubscriptionField[]) => void
  onSaved: (saved: Subscription) => void
}
