import { FilterSchema, SubscriptionPatch, UpstreamSubscription } from '../../contract/upstream/subscription.ts'
import type { SandboxOptions } from '../base/options.ts'
import { refuseBody } from '../base/refusal.ts'
import { checkSubscription } from './check-subscription.ts'
import { endpointProblem } from './endpoint.ts'
import { mergePatch } from './merge-patch.ts'
import { operation } from './operation.ts'
import { showSubscription } from './present.ts'

const Changeable = UpstreamSubscription.pick({ title: true, endpoint: true, events: true, enabled: true, filter: true })

/**
 * Changes the members that were sent, as a merge patch: `filter` is merged deeply, and null removes it (API 3.4, 4.5).
 * The endpoint is looked at only when it is sent. PUT is not supported.
 */
export const modifySubscription = operation({
  method: 'PATCH',
  path: '/:customerId/webhooks/subscriptions/:subscriptionId',
  body: SubscriptionPatch,
  contentType: 'application/merge-patch+json',
  status: 200,
  reply: UpstreamSubscription,
  async run(call) {
    const { endpoint } = call.body
    refuseForm(call.body, call.options)
    const problem = endpoint === undefined ? undefined : await endpointProblem(endpoint, call.options)
    const { subscription } = call // only now: another call may have changed it meanwhile
    const patch = call.options.filterNulls === 'ignore' ? withoutInnerNulls(call.body) : call.body
    const { filter, ...wanted } = Changeable.parse(mergePatch(subscription, patch))
    checkSubscription(call, { ...wanted, filter, endpointProblem: problem }, subscription)
    return showSubscription(
      call.state.subscriptions.replace({
        ...subscription,
        ...wanted,
        filter: filter ?? undefined,
        updatedAt: call.stamp(),
      }),
    )
  },
})

/** Refuses a change that is a merge patch but not what the options ask for. */
const refuseForm = (patch: SubscriptionPatch, { patch: form, filterNulls }: SandboxOptions): void => {
  const left = form === 'whole' ? (['title', 'endpoint', 'events'] as const).filter((name) => !(name in patch)) : []
  if (left.length > 0) refuseBody(...left.map((name) => ({ name, reason: `${name} is required` })))
  if (filterNulls === 'refuse' && JSON.stringify(withoutNulls(patch.filter)) !== JSON.stringify(patch.filter))
    refuseBody({ name: 'filter', reason: 'filter must not contain null' })
}

/** The same patch, with the nulls inside its filter left out: what they would remove stays. */
const withoutInnerNulls = (patch: SubscriptionPatch): SubscriptionPatch =>
  patch.filter ? { ...patch, filter: FilterSchema.parse(withoutNulls(patch.filter)) } : patch

const withoutNulls = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const kept = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]))
}
