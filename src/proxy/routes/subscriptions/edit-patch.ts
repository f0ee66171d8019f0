import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { sameEventTypes } from '../../../filter/changed-fields.ts'
import { filterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'

/**
 * The merge patch from a subscription to what it is meant to be (API 3.4, 4.5): the title always, of the rest what is
 * meant and differs. An endpoint sent again would be looked up again, and a filter that was not touched is not sent at
 * all. Throws a `Refusal` for a filter that no merge patch can bring about.
 */
export function patchTo(current: Subscription, meant: Partial<SubscriptionBody>): Partial<SubscriptionBody> {
  const { title = current.title, endpoint, events, enabled } = meant
  return {
    title,
    ...(endpoint !== undefined && endpoint !== current.endpoint && { endpoint }),
    ...(events !== undefined && !sameEventTypes(events, current.events) && { events }),
    ...(enabled !== undefined && { enabled }),
    ...filterPatch(current, meant.filter),
  }
}

const filterPatch = (
  current: Subscription,
  filter: SubscriptionBody['filter'] | undefined,
): Pick<Partial<SubscriptionBody>, 'filter'> => {
  if (filter === undefined) return {}
  const change = filterChange(current.filter, filter)
  if (change.kind === 'unchanged') return {}
  if (change.kind === 'patch') return { filter: change.patch }
  const places = change.pointers.length > 0 ? ` (${change.pointers.join(', ')})` : ''
  throw new Refusal({
    code: 'invalid_request',
    status: 422,
    title: 'This filter cannot be set by a change',
    remedy: 'Nothing was changed. Put right what was refused, then try again.',
    fields: [{ name: 'filter', reason: change.reason + places }],
  })
}
