import type { EditReply, EditRequest } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import {
  changedFields,
  pickFields,
  SUBSCRIPTION_FIELDS,
  type SubscriptionField,
} from '../../../filter/changed-fields.ts'
import { type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { refusals } from '../../http/problem.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import type { RouteServices } from '../services.ts'
import { applyEdit } from './edit-apply.ts'
import { differencesOf } from './edit-differences.ts'
import { withFormFields } from './edit-fields.ts'
import { versionOf } from './edit-version.ts'

/** A subscription after a change, and what the person has to know of the way there. */
export type Edited = Pick<EditReply, 'unfiltered' | 'differences'> & { subscription: Subscription }

/**
 * Changes a subscription, a switch alone included, if it still is what the person saw: the version in `If-Match` is
 * compared with the API's, which knows no such condition itself. Call it under the subscription's lock.
 */
export async function editSubscription(
  services: Pick<RouteServices, 'store' | 'log'>,
  context: EnvironmentContext,
  id: string,
  request: ApiRequest<unknown, EditRequest>,
): Promise<Edited> {
  const { id: environment, upstream, subscriptions } = context
  const seen = versionOf(request.raw.headers)
  const current = await subscriptionNow(context, id)
  const { reason = null, ...wanted } = request.body
  const meant = wanted as Partial<SubscriptionBody>
  const fields = journaledFields(current, meant)
  const intent = {
    environment,
    action: actionOf(meant),
    target: { type: 'subscription', id, title: current.title, subscriptionId: id },
    before: pickFields(current, fields),
    after: pickFields(meant, fields),
    reason: reason || null,
  } as const
  const look = async (): Promise<ReadBack> => {
    return findingOf(await subscriptionNow(context, id), meant)
  }
  return journaled({ journal: services.store.journal, log: services.log }, request, intent, async () => {
    if (current.updatedAt !== seen) throw refusals.changedMeanwhile(current)
    const apply = () => applyEdit(upstream, current, meant, (answer) => subscriptions.replace(answer))
    const { subscription, unfiltered } = await readBackIfUnsure(apply, look).catch((error: unknown) => {
      throw withFormFields(error)
    })
    const after = { ...pickFields(subscription, fields), ...(unfiltered && { unfiltered }) }
    const differences = differencesOf(subscription, meant)
    return { reply: { subscription, unfiltered, differences }, after, upstreamStatus: 200 }
  })
}

const actionOf = (meant: Partial<SubscriptionBody>) => {
  if (Object.keys(meant).some((member) => member !== 'enabled') || meant.enabled === undefined)
    return 'subscription.edit'
  return meant.enabled ? 'subscription.enable' : 'subscription.disable'
}

/** Returns the fields that a request changes; all that it names when that is none, so that the journal has something to say. */
const journaledFields = (current: Subscription, meant: Partial<SubscriptionBody>): SubscriptionField[] => {
  const changed = changedFields(current, meant)
  return changed.length > 0 ? changed : SUBSCRIPTION_FIELDS.filter((field) => meant[field] !== undefined)
}

const findingOf = (current: Subscription, meant: Partial<SubscriptionBody>): ReadBack => {
  const done = differencesOf(current, meant).length === 0
  return {
    title: `The API did not say whether it did this; ${done ? 'the change is there now' : 'the change is not there so far'}`,
    remedy: done ? 'There is nothing more to do.' : 'Look again in a moment. If it still is not there, save it again.',
    current,
  }
}
