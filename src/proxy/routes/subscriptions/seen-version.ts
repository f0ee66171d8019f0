import type { Subscription } from '../../../contract/subscription.ts'
import { changedFields, type SubscriptionField } from '../../../filter/changed-fields.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { refusals } from '../../words/refusals.ts'

/**
 * Throws a `Refusal` unless a subscription still is what the person saw, as far as it matters to a change of `fields`. What
 * was seen comes from the list, which may tell less than the single subscription does (API 3.1): as long as the list says
 * what it said then, nobody changed anything.
 */
export async function requireSeen(
  { subscriptions }: Pick<EnvironmentContext, 'subscriptions'>,
  current: Subscription,
  seen: string,
  fields: readonly SubscriptionField[],
): Promise<void> {
  if (current.version === seen) return
  const snapshot = await subscriptions.all({ maxAge: 0 }).catch(() => undefined)
  const listed = snapshot?.items.find(({ id }) => id === current.id)
  subscriptions.replace(current)
  if (listed?.version !== seen) throw refusals.changedMeanwhile(current)
  if (changedFields(listed, current).some((field) => fields.includes(field))) throw refusals.listedOtherwise(current)
}
